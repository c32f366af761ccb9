import { serviceConnect, type ServiceConnectProps } from "../../../constructs/connect/service-connect";

const least: ServiceConnectProps = {
  name: "shop-dev-web",
  namespaceArn: "arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-1",
  logGroup: "/ecs/web",
  region: "eu-west-1",
};
const server = { as: "web", port: 80, protocol: "http", portName: "web", containerPort: 3000 } as const;
const certificateAuthority = "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1";
const made = (props: Partial<ServiceConnectProps> = {}) => serviceConnect({ ...least, ...props });
const called = (change: object = {}, props: Partial<ServiceConnectProps> = {}) =>
  made({ ...props, server: { ...server, ...change } });
const endpoint = (part: ReturnType<typeof made>) => part.service?.serviceConnectConfiguration?.service;

test("a service that only calls others has a proxy with a log, and no endpoint", () => {
  expect(made()).toEqual({
    service: {
      serviceConnectConfiguration: {
        enabled: true,
        namespace: least.namespaceArn,
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/ecs/web",
            "awslogs-region": "eu-west-1",
            "awslogs-stream-prefix": "service-connect",
            "max-buffer-size": "25m",
            mode: "non-blocking",
          },
        },
      },
    },
  });
});

test("a service that is called has a named port and an alias, and ECS's own timeouts, without TLS and access logs", () => {
  const part = called();
  expect(part.own).toEqual({ portName: { name: "web", appProtocol: "http" } });
  expect(endpoint(part)).toEqual([
    { portName: "web", discoveryName: "shop-dev-web", clientAlias: { dnsName: "web", port: 80 } },
  ]);
  expect(part).not.toHaveProperty("serviceOverrides");
});

test.each(["http2", "grpc"] as const)("ECS learns that the port speaks %s", (protocol) => {
  expect(called({ protocol }).own?.portName).toEqual({ name: "web", appProtocol: protocol });
});

test("for TCP there is no protocol to name", () => {
  expect(called({ protocol: "tcp" }).own?.portName).toEqual({ name: "web" });
});

test("with everything set", () => {
  const part = called(
    {
      ingressPort: 15000,
      timeouts: { idleSeconds: 120, requestSeconds: 60 },
      tls: { certificateAuthority, kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1" },
      accessLogs: { format: "text", queryParameters: true },
    },
    { tlsRoleArn: "arn:aws:iam::111122223333:role/tls" },
  );
  expect(endpoint(part)).toEqual([
    {
      portName: "web",
      discoveryName: "shop-dev-web",
      clientAlias: { dnsName: "web", port: 80 },
      ingressPortOverride: 15000,
      timeout: { idleTimeoutSeconds: 120, perRequestTimeoutSeconds: 60 },
      tls: {
        issuerCertAuthority: { awsPcaAuthorityArn: certificateAuthority },
        kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1",
        roleArn: "arn:aws:iam::111122223333:role/tls",
      },
    },
  ]);
  expect(part.serviceOverrides).toEqual({
    "service_connect_configuration.access_log_configuration": {
      format: "TEXT",
      include_query_parameters: "ENABLED",
    },
  });
});

test("a timeout of 0 is never, and is said", () => {
  expect(endpoint(called({ timeouts: { idleSeconds: 0, requestSeconds: 0 } }))).toEqual([
    expect.objectContaining({ timeout: { idleTimeoutSeconds: 0, perRequestTimeoutSeconds: 0 } }),
  ]);
});

test("access logs leave query parameters out unless asked for them", () => {
  expect(called({ accessLogs: { format: "json", queryParameters: false } }).serviceOverrides).toEqual({
    "service_connect_configuration.access_log_configuration": {
      format: "JSON",
      include_query_parameters: "DISABLED",
    },
  });
});

describe("refuses", () => {
  const problem = (build: () => unknown, line: string) =>
    expect(build).toThrow(`service "shop-dev-web" is not valid:\n  - ${line}`);

  it("a request timeout without requests", () =>
    problem(
      () => called({ protocol: "tcp", timeouts: { requestSeconds: 5 } }),
      'server.timeouts.requestSeconds must not be set with protocol "tcp", which has no requests, got 5',
    ));

  it("a request that outlives its connection", () =>
    problem(
      () => called({ timeouts: { idleSeconds: 5, requestSeconds: 6 } }),
      "server.timeouts.requestSeconds must not be above idleSeconds (5), at which the connection is closed anyway, got 6",
    ));

  it("a proxy on the port of the application", () =>
    problem(
      () => called({ ingressPort: 3000 }),
      "server.ingressPort must be another port than the service's own (3000), got 3000",
    ));

  it("a certificate authority of another region", () =>
    problem(
      () =>
        called(
          { tls: { certificateAuthority: certificateAuthority.replace("eu-west-1", "eu-west-2") } },
          { tlsRoleArn: "arn:role" },
        ),
      'server.tls.certificateAuthority must be in the region of the service (eu-west-1), got "arn:aws:acm-pca:eu-west-2:111122223333:certificate-authority/1"',
    ));

  it("TLS without a role, and a role without TLS", () => {
    problem(
      () => called({ tls: { certificateAuthority } }),
      "tlsRoleArn must be set exactly with server.tls, got nothing",
    );
    problem(
      () => called({}, { tlsRoleArn: "arn:role" }),
      'tlsRoleArn must be set exactly with server.tls, got "arn:role"',
    );
  });

  it.each(["Shop", "-shop", "a".repeat(65)])("the name %j", (name) =>
    expect(() => made({ name })).toThrow(
      `service "${name}" is not valid:\n  - name must have 1 to 64 lower-case letters, digits, "_" and "-", got "${name}"`,
    ),
  );
});
