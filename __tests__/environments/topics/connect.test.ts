import type { ConnectInput } from "../../../environments/topics/connect";
import { only, problemsOf, resolved, stacksOf } from "../../support/language";
import { containerOf, policiesOf } from "../../support/task";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const AUTHORITY =
  "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/12345678-1234-1234-1234-123456789012";
const NAMESPACE = "arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0a1b";
const connectOf = (connect?: ConnectInput) => resolved({}, connect ? { connect } : {}).services[0]?.connect;
const problems = (connect: unknown, change: object = {}, environment: object = {}) =>
  problemsOf(environment, { connect, ...change });

const image = { uri: "registry.example.com/app:1" };
const server = { as: "web", port: 3000, protocol: "http" };
test.each<[ConnectInput | undefined, object | undefined]>([
  [undefined, undefined],
  [true, {}],
  [{}, { server }],
  [{ as: "shop.internal" }, { server: { ...server, as: "shop.internal" } }],
  [{ port: 80 }, { server: { ...server, port: 80 } }],
  [{ protocol: "grpc" }, { server: { ...server, protocol: "grpc" } }],
  [{ ingressPort: 3100 }, { server: { ...server, ingressPort: 3100 } }],
  [{ timeouts: { idleSeconds: 0 } }, { server: { ...server, timeouts: { idleSeconds: 0 } } }],
  [
    { timeouts: { idleSeconds: 60, requestSeconds: 60 } },
    { server: { ...server, timeouts: { idleSeconds: 60, requestSeconds: 60 } } },
  ],
  [
    { tls: { certificateAuthority: AUTHORITY } },
    { server: { ...server, tls: { certificateAuthority: AUTHORITY } } },
  ],
  [
    { tls: { certificateAuthority: AUTHORITY, kmsKey: KEY } },
    { server: { ...server, tls: { certificateAuthority: AUTHORITY, kmsKey: KEY } } },
  ],
  [{ accessLogs: false }, { server }],
  [{ accessLogs: true }, { server: { ...server, accessLogs: { format: "json", queryParameters: false } } }],
  [{ accessLogs: {} }, { server: { ...server, accessLogs: { format: "json", queryParameters: false } } }],
  [
    { accessLogs: { format: "text", queryParameters: true } },
    { server: { ...server, accessLogs: { format: "text", queryParameters: true } } },
  ],
])("%j", (connect, expected) => expect(connectOf(connect)).toEqual(expected));

describe("the namespace", () => {
  const namespaceOf = (change: object, service: object = {}) => resolved(change, service).namespace;

  test("is there when a service needs it, and called as the environment is", () => {
    expect(namespaceOf({})).toBeUndefined();
    expect(namespaceOf({}, { connect: true })).toEqual({ kind: "new", name: "slipway-dev" });
    expect(namespaceOf({ namespace: "shop.internal" })).toEqual({ kind: "new", name: "shop.internal" });
    expect(namespaceOf({ namespace: { arn: NAMESPACE } })).toEqual({ kind: "existing", arn: NAMESPACE });
  });

  test("is made in the foundation, and an existing one is only named", () => {
    const type = "aws_service_discovery_http_namespace";
    const made = stacksOf(resolved({ namespace: "shop.internal" }, { connect: {} }));
    expect(only(made.foundation, type).name).toBe("shop.internal");
    const given = stacksOf(resolved({ namespace: { arn: NAMESPACE } }, { connect: {} }));
    expect(given.foundation).not.toHaveProperty(type);
    expect(only(given.services, "aws_ecs_service")).toMatchObject({
      service_connect_configuration: { enabled: true, namespace: NAMESPACE },
    });
    expect(stacksOf(resolved({})).foundation).not.toHaveProperty(type);
  });

  test.each<[unknown, string]>([
    [
      "shop dev",
      'namespace must be the name of a namespace, of 1 to 254 letters, digits, _, . and -, got "shop dev"',
    ],
    ["", 'namespace must be the name of a namespace, of 1 to 254 letters, digits, _, . and -, got ""'],
    [
      5,
      'namespace must be the name of a namespace, of 1 to 254 letters, digits, _, . and -, got 5; write "5" in quotes',
    ],
    [{ arn: "ns-0a1b" }, 'namespace.arn must be the ARN of a Cloud Map namespace, got "ns-0a1b"'],
    [
      { arn: NAMESPACE.replace("eu-west-1", "us-east-1") },
      `namespace.arn must be in the region of the environment (eu-west-1), got "${NAMESPACE.replace("eu-west-1", "us-east-1")}"; ECS uses namespaces of its own region only`,
    ],
  ])("%j is refused", (namespace, message) => expect(problemsOf({ namespace }, {})).toEqual([message]));
});

describe("in the service", () => {
  test("nothing without it", () => {
    const { services } = stacksOf(resolved({}));
    expect(only(services, "aws_ecs_service")).not.toHaveProperty("service_connect_configuration");
    expect(containerOf(services, "web").portMappings).toEqual([
      { containerPort: 3000, hostPort: 3000, protocol: "tcp" },
    ]);
  });

  test("a name, a port, timeouts and lines in the service's log group", () => {
    const { services } = stacksOf(
      resolved(
        {},
        {
          connect: {
            as: "shop",
            port: 80,
            protocol: "http2",
            ingressPort: 3100,
            timeouts: { idleSeconds: 60, requestSeconds: 5 },
            accessLogs: true,
          },
        },
      ),
    );
    expect(only(services, "aws_ecs_service").service_connect_configuration).toMatchObject({
      log_configuration: {
        options: { "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "service-connect" },
      },
      access_log_configuration: { format: "JSON", include_query_parameters: "DISABLED" },
      service: [
        {
          port_name: "web",
          discovery_name: "slipway-dev-web",
          client_alias: { dns_name: "shop", port: 80 },
          ingress_port_override: 3100,
          timeout: { idle_timeout_seconds: 60, per_request_timeout_seconds: 5 },
        },
      ],
    });
    expect(containerOf(services, "web").portMappings).toEqual([
      { name: "web", appProtocol: "http2", containerPort: 3000, hostPort: 3000, protocol: "tcp" },
    ]);
  });

  test("TLS brings the role of ECS, which is there until the service is gone", () => {
    const { services } = stacksOf(
      resolved({}, { connect: { tls: { certificateAuthority: AUTHORITY, kmsKey: KEY } } }),
    );
    const service = only(services, "aws_ecs_service");
    expect(service.service_connect_configuration).toMatchObject({
      service: [
        {
          tls: {
            issuer_cert_authority: { aws_pca_authority_arn: AUTHORITY },
            kms_key: KEY,
            role_arn: expect.stringMatching(/^\$\{aws_iam_role\.[\w-]*connect-tls[\w-]*\.arn\}$/) as string,
          },
        },
      ],
    });
    expect(service.depends_on).toContainEqual(
      expect.stringMatching(/^aws_iam_role_policy_attachment\..*connect-tls/),
    );
    expect(policiesOf(services).filter((policy) => policy.includes("kms:GenerateDataKeyPair"))).toHaveLength(
      1,
    );
    const plain = stacksOf(resolved({}, { connect: {} })).services;
    expect(JSON.stringify(plain)).not.toContain("connect-tls");
  });
});

const path = "services.web.connect";
const ALIAS = "must be a DNS name in lower case of at most 127 characters";
const PROTOCOLS = '"http", "http2", "grpc", "tcp"';
const CA = "must be the ARN of a certificate authority of AWS Private CA";

describe("refused", () => {
  test.each<[unknown, string]>([
    [false, `${path} must be true or settings, got false`],
    [{ as: "Web" }, `${path}.as ${ALIAS}, got "Web"`],
    [
      { as: `${"a".repeat(63)}.${"b".repeat(63)}.c` },
      `${path}.as ${ALIAS}, got "${"a".repeat(63)}.${"b".repeat(63)}.c"`,
    ],
    [{ port: 0 }, `${path}.port must be a whole number from 1 to 65535, got 0`],
    [
      { protocol: "https" },
      `${path}.protocol must be one of ${PROTOCOLS}, got "https"; did you mean "http"?`,
    ],
    [{ ingressPort: 65_536 }, `${path}.ingressPort must be a whole number from 1 to 65535, got 65536`],
    [
      { ingressPort: 3000 },
      `${path}.ingressPort must be another port than the service's own (3000), got 3000`,
    ],
    [
      { timeouts: { idleSeconds: -1 } },
      `${path}.timeouts.idleSeconds must be a whole number from 0 to 2147483647, got -1`,
    ],
    [
      { timeouts: { requestSeconds: 2_147_483_648 } },
      `${path}.timeouts.requestSeconds must be a whole number from 0 to 2147483647, got 2147483648`,
    ],
    [
      { timeouts: { idleSeconds: 5, requestSeconds: 6 } },
      `${path}.timeouts.requestSeconds must not be above idleSeconds (5), at which the connection is closed anyway, got 6`,
    ],
    [
      { protocol: "tcp", timeouts: { requestSeconds: 6 } },
      `${path}.timeouts.requestSeconds must not be set with protocol "tcp", which has no requests, got 6`,
    ],
    [{ tls: {} }, `${path}.tls.certificateAuthority ${CA}, got nothing`],
    [{ tls: { certificateAuthority: "ca" } }, `${path}.tls.certificateAuthority ${CA}, got "ca"`],
    [
      { tls: { certificateAuthority: AUTHORITY.replace("eu-west-1", "us-east-1") } },
      `${path}.tls.certificateAuthority must be in the region of the environment (eu-west-1), got "${AUTHORITY.replace("eu-west-1", "us-east-1")}"; Service Connect uses authorities of its own region only`,
    ],
    [
      { tls: { certificateAuthority: AUTHORITY, kmsKey: "key" } },
      `${path}.tls.kmsKey must be the ARN of a KMS key, got "key"`,
    ],
    [{ accessLogs: "json" }, `${path}.accessLogs must be true or false, got "json"`],
    [{ accessLogs: { format: "xml" } }, `${path}.accessLogs.format must be one of "json", "text", got "xml"`],
    [
      { accessLogs: { queryParameters: 1 } },
      `${path}.accessLogs.queryParameters must be true or false, got 1`,
    ],
    [
      { name: "web" },
      `${path}.name must be a known property, got "name"; known are as, port, protocol, ingressPort, timeouts, tls, accessLogs`,
    ],
  ])("%j", (connect, message) => expect(problems(connect)).toEqual([message]));

  test("TLS in front of a balancer that speaks none", () => {
    const tls = { certificateAuthority: AUTHORITY };
    const routed = { route: { path: "/*" } };
    expect(problems({ tls }, routed)).toEqual([
      `${path}.ingressPort must be set beside tls and a route, got nothing; the balancer speaks plain HTTP to port 3000, so give the proxy a port of its own`,
    ]);
    expect(problems({ tls, ingressPort: 3100 }, routed)).toEqual([]);
  });

  test("a proxy on the port of a sidecar", () => {
    expect(problems({ ingressPort: 4317 }, { sidecars: ["adot"] })).toEqual([
      `${path}.ingressPort must be another port than that of the sidecar "adot" (4317, 4318), got 4317`,
    ]);
  });

  test("to be called without a port, though it may call", () => {
    expect(problems({}, { port: undefined })).toEqual([
      `${path} must be true for a service without a port, which can only call others, got settings of one that is called`,
    ]);
    expect(problems(true, { port: undefined })).toEqual([]);
  });

  test("where Service Connect is not, or nothing says who may call", () => {
    expect(problems({}, { platform: "windows-server-2022-core", writableRoot: true })).toEqual([
      `${path} must not be set on Windows, which Service Connect does not know, got windows-server-2022-core`,
    ]);
    const cluster = { instances: { general: { types: ["m7i.large"], max: 4 } } };
    const bridge = { runsOn: { instances: "general" }, networkMode: "bridge" };
    expect(problems({}, bridge, { cluster })).toEqual([
      `${path} must not be set with network mode "bridge", got a setting; only in awsvpc does a task have a security group that says who may call it`,
    ]);
  });

  test("two services under one name and port", () => {
    const named = (port: number) => ({ image, port: 3000, connect: { as: "shop", port } });
    expect(problemsOf({ services: { a: named(80), b: named(80) } })).toEqual([
      "services.b.connect must have another name or port than services.a.connect, got shop:80",
    ]);
    expect(problemsOf({ services: { a: named(80), b: named(81) } })).toEqual([]);
  });
});
