import { shown } from "../../../environments/errors";
import { PUBLIC_IMAGES } from "../../../environments/rules/public-images";
import type { MeshInput } from "../../../environments/topics/mesh";
import { all, only, problemsOf, resolved, stacksOf } from "../../support/language";
import { containerOf, policiesOf } from "../../support/task";

const REGISTRY = "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-0a1b";
const least: MeshInput = { name: "shop", discovery: { dns: "web.shop.local" } };
const meshOf = (change: Partial<MeshInput>) =>
  resolved({}, { mesh: { ...least, ...change } }).services[0]?.mesh;
const problems = (change: object, service: object = {}, environment: object = {}) =>
  problemsOf(environment, { mesh: { ...least, ...change }, ...service });

test("none unless it is named: no node, no Envoy", () => {
  expect(resolved({}).services[0]).not.toHaveProperty("mesh");
  const { services } = stacksOf(resolved({}));
  expect(Object.keys(services).filter((type) => type.startsWith("aws_appmesh"))).toEqual([]);
  expect(only(services, "aws_ecs_task_definition")).not.toHaveProperty("proxy_configuration");
});

test.each<[Partial<MeshInput>, object]>([
  [{}, {}],
  [{ image: "registry.example.com/envoy:1" }, { image: "registry.example.com/envoy:1" }],
  [{ containerCpu: 32 }, { containerCpu: 32 }],
  [{ containerMemory: { softMiB: 64 } }, { containerMemory: { softMiB: 64 } }],
  [{ protocol: "tcp" }, { protocol: "tcp" }],
  [
    { discovery: { namespace: "shop.local", service: "web" } },
    { discovery: { kind: "cloudMap", namespace: "shop.local", service: "web" } },
  ],
  [{ registry: REGISTRY }, { registry: REGISTRY }],
  [{ virtualService: "web.shop.local" }, { virtualService: "web.shop.local" }],
  [{ backends: ["orders.shop.local"] }, { backends: ["orders.shop.local"] }],
  [{ egressIgnoredIps: ["10.0.0.5", "10.1.0.0/16"] }, { egressIgnoredIps: ["10.0.0.5", "10.1.0.0/16"] }],
  [{ egressIgnoredPorts: [25] }, { egressIgnoredPorts: [25] }],
])("%j", (change, expected) =>
  expect(meshOf(change)).toEqual({
    image: PUBLIC_IMAGES.envoy,
    name: "shop",
    protocol: "http",
    discovery: { kind: "dns", host: "web.shop.local" },
    backends: [],
    egressIgnoredIps: [],
    egressIgnoredPorts: [],
    ...expected,
  }),
);

test("a virtual node leads to the tasks, in which Envoy stands before the application", () => {
  const { services } = stacksOf(
    resolved(
      {},
      {
        user: "1000",
        mesh: {
          ...least,
          protocol: "http2",
          containerMemory: { hardMiB: 128 },
          registry: REGISTRY,
          virtualService: "web.shop.local",
          backends: ["orders.shop.local"],
          egressIgnoredIps: ["10.0.0.5"],
          egressIgnoredPorts: [25],
        },
      },
    ),
  );
  expect(only(services, "aws_appmesh_virtual_node")).toMatchObject({
    name: "slipway-dev-web",
    mesh_name: "shop",
    spec: {
      listener: [{ port_mapping: { port: 3000, protocol: "http2" } }],
      backend: [{ virtual_service: { virtual_service_name: "orders.shop.local" } }],
    },
  });
  expect(only(services, "aws_appmesh_virtual_service").name).toBe("web.shop.local");
  const node = "arn:aws:appmesh:eu-west-1:111122223333:mesh/shop/virtualNode/slipway-dev-web";
  expect(containerOf(services, "envoy")).toMatchObject({
    image: PUBLIC_IMAGES.envoy,
    memory: 128,
    environment: [
      { name: "APPMESH_RESOURCE_ARN", value: node },
      { name: "AWS_REGION", value: "eu-west-1" },
    ],
    logConfiguration: { options: { "awslogs-stream-prefix": "envoy" } },
  });
  expect(containerOf(services, "web").dependsOn).toEqual([{ containerName: "envoy", condition: "HEALTHY" }]);
  expect(only(services, "aws_ecs_task_definition").proxy_configuration).toMatchObject({
    type: "APPMESH",
    container_name: "envoy",
    properties: {
      AppPorts: "3000",
      EgressIgnoredIPs: "169.254.170.2,169.254.169.254,10.0.0.5",
      EgressIgnoredPorts: "25",
    },
  });
  const service = only(services, "aws_ecs_service");
  expect(service).toMatchObject({ service_registries: { registry_arn: REGISTRY } });
  expect(service.depends_on).toContainEqual(expect.stringMatching(/^aws_appmesh_virtual_node\./));
  expect(policiesOf(services).filter((policy) => policy.includes(node))).toHaveLength(1);
});

test("with the least there is no virtual service, no registry and nobody to call", () => {
  const { services } = stacksOf(resolved({}, { mesh: least }));
  expect(services).not.toHaveProperty("aws_appmesh_virtual_service");
  expect(only(services, "aws_ecs_service")).not.toHaveProperty("service_registries");
  expect(only(services, "aws_appmesh_virtual_node")).not.toHaveProperty("spec.backend");
});

test("who is in the mesh calls others in it by their names there, without Service Connect", () => {
  const image = { uri: "registry.example.com/app:1" };
  const service = (name: string) => ({
    image,
    port: 3000,
    mesh: { name: "shop", discovery: { dns: `${name}.shop.local` } },
  });
  const environment = resolved({
    services: { web: { ...service("web"), talksTo: ["orders"] }, orders: service("orders") },
  });
  expect(environment).not.toHaveProperty("namespace");
  expect(environment.services.map(({ connect }) => connect)).toEqual([undefined, undefined]);
  const rules = all(stacksOf(environment).services, "aws_vpc_security_group_ingress_rule");
  expect(
    rules.filter(({ referenced_security_group_id }) => referenced_security_group_id !== undefined),
  ).toEqual([expect.objectContaining({ from_port: 3000, to_port: 3000, ip_protocol: "tcp" })]);
});

const path = "services.web.mesh";
const NAME = "must be a DNS name such as orders.shop.local";
const FILLED = "must be a string with at least one character";
const PORT = "must be set beside mesh, to another one than those of Envoy (9901, 15000, 15001)";

describe("refused", () => {
  test.each<[object, string]>([
    [{ name: "a b" }, `${path}.name must be a name of 1 to 255 letters, digits, - and _, got "a b"`],
    [
      { name: "n".repeat(256) },
      `${path}.name must be a name of 1 to 255 letters, digits, - and _, got "${"n".repeat(256)}"`,
    ],
    [
      { image: "envoy:latest" },
      `${path}.image must be an image reference with a tag other than latest, or a digest, got "envoy:latest"`,
    ],
    [{ containerCpu: 0 }, `${path}.containerCpu must be a whole number from 1 to 196608, got 0`],
    [
      { containerMemory: { hardMiB: 1 } },
      `${path}.containerMemory.hardMiB must be a whole number from 6 to 1048576, got 1`,
    ],
    [
      { containerMemory: { hardMiB: 64, softMiB: 65 } },
      `${path}.containerMemory.softMiB must not be above hardMiB (64), got 65`,
    ],
    [
      { protocol: "https" },
      `${path}.protocol must be one of "http", "http2", "grpc", "tcp", got "https"; did you mean "http"?`,
    ],
    [{ discovery: undefined }, `${path}.discovery must be an object, got nothing`],
    [{ discovery: {} }, `${path}.discovery.dns ${NAME}, got nothing`],
    [{ discovery: { dns: "web" } }, `${path}.discovery.dns ${NAME}, got "web"`],
    [{ discovery: { namespace: "shop.local" } }, `${path}.discovery.service ${FILLED}, got nothing`],
    [{ discovery: { service: "web" } }, `${path}.discovery.namespace ${FILLED}, got nothing`],
    [
      { discovery: { namespace: "shop.local", service: "web", dns: "web.shop.local" } },
      `${path}.discovery.dns must be a known property, got "dns"; known are namespace, service`,
    ],
    [{ registry: "srv-0a1b" }, `${path}.registry must be the ARN of a Cloud Map service, got "srv-0a1b"`],
    [
      { registry: REGISTRY.replace("eu-west-1", "us-east-1") },
      `${path}.registry must be in the region of the environment (eu-west-1), got "${REGISTRY.replace("eu-west-1", "us-east-1")}"; ECS registers tasks in its own region only`,
    ],
    [{ virtualService: "web" }, `${path}.virtualService ${NAME}, got "web"`],
    [{ backends: ["orders"] }, `${path}.backends[0] ${NAME}, got "orders"`],
    [
      { egressIgnoredIps: ["10.0.0"] },
      `${path}.egressIgnoredIps[0] must be an IPv4 address or range such as 10.0.0.5 or 10.0.0.0/16, got "10.0.0"`,
    ],
    [
      { egressIgnoredPorts: [0] },
      `${path}.egressIgnoredPorts[0] must be a whole number from 1 to 65535, got 0`,
    ],
    [
      { essential: true },
      `${path}.essential must be a known property, got "essential"; known are image, containerCpu, containerMemory, name, protocol, discovery, registry, virtualService, backends, egressIgnoredIps, egressIgnoredPorts`,
    ],
  ])("%j", (change, message) => expect(problems(change)).toEqual([message]));

  test("more backends than App Mesh takes", () => {
    const backends = (count: number) => Array.from({ length: count }, (_, index) => `s${index}.shop.local`);
    expect(problems({ backends: backends(50) })).toEqual([]);
    expect(problems({ backends: backends(51) })).toEqual([
      `${path}.backends must name at most 50 virtual services, got ${shown(backends(51))}`,
    ]);
  });

  test.each<[object, string]>([
    [{ port: undefined }, `services.web.port ${PORT}, got nothing`],
    [{ port: 9901 }, `services.web.port ${PORT}, got 9901`],
    [
      { user: "1337:1337" },
      'services.web.user must not be 1337 beside mesh, whose packets go past Envoy, got "1337:1337"',
    ],
    [
      { connect: true },
      "services.web.connect must not be set beside mesh, got both; Service Connect is the successor of App Mesh",
    ],
    [
      { platform: "windows-server-2022-core", writableRoot: true },
      `${path} must be set only for Linux with network mode "awsvpc", in which Envoy can stand before the application, got windows-server-2022-core and "awsvpc"`,
    ],
  ])("beside %j", (service, message) => expect(problems({}, service)).toEqual([message]));

  test("outside of awsvpc, and the public image where nothing leads to the internet", () => {
    const cluster = { instances: { general: { types: ["m7i.large"], max: 4 } } };
    expect(problems({}, { runsOn: { instances: "general" }, networkMode: "host" }, { cluster })).toEqual([
      `${path} must be set only for Linux with network mode "awsvpc", in which Envoy can stand before the application, got linux and "host"`,
    ]);
    const image = { uri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/web:1" };
    expect(problems({}, { image }, { network: { nat: "none" } })).toEqual([
      `${path}.image must be set where tasks pull without the internet (network.nat is "none"), got nothing; copy ${PUBLIC_IMAGES.envoy} into ECR in eu-west-1 and name the copy`,
    ]);
  });
});
