import type { ServiceInput } from "../../environments/input";
import { all, only, resolved, stacksOf, type Resources } from "../support/language";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const SECRETS = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";

type Container = Readonly<Record<string, unknown>> & { readonly name: string };
interface Statement {
  readonly Sid: string;
  readonly Action: string[];
  readonly Resource: string[];
}

const taskOf = (services: Resources, name: string) =>
  all(services, "aws_ecs_task_definition").find(({ family }) => family === `slipway-dev-${name}`) ?? {};
const containersOf = (services: Resources, name: string) =>
  new Map(
    (JSON.parse(String(taskOf(services, name).container_definitions)) as Container[]).map((each) => [
      each.name,
      each,
    ]),
  );
const startRights = (services: Resources) =>
  new Map(
    all(services, "aws_iam_role_policy")
      .filter(({ name }) => name === "start-tasks")
      .flatMap(({ policy }) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement)
      .map((statement) => [statement.Sid, statement.Resource]),
  );

/** The stacks of an environment with this one service. */
const stacks = (service: Partial<ServiceInput>) => stacksOf(resolved({}, service));

describe("a task with several containers", () => {
  const { images, services } = stacks({
    image: "apps/backend",
    user: "10001",
    entryPoint: ["/bin/app"],
    workingDirectory: "/app",
    containerMemory: { hardMiB: 256, softMiB: 128 },
    ulimits: { nofile: 1024 },
    labels: { team: "shop" },
    dependsOn: { migrate: "SUCCESS", proxy: "HEALTHY" },
    ephemeralStorageGiB: 30,
    environmentFiles: ["arn:aws:s3:::config/web.env", { object: "arn:aws:s3:::config/key.env", kmsKey: KEY }],
    secrets: { STRIPE: { secret: "stripe", key: "api", versionStage: "AWSPREVIOUS", kmsKey: KEY } },
    containers: {
      migrate: { command: ["migrate"], essential: false, secrets: { DB: { parameter: "/db" } } },
      proxy: { image: "apps/frontend", port: 8080, healthCheck: { command: "true" } },
      other: { image: { uri: "444455556666.dkr.ecr.eu-west-1.amazonaws.com/other:1" } },
    },
  });
  const containers = containersOf(services, "web");

  it("has the service's own first, with all its settings", () => {
    expect([...containers.keys()]).toEqual(["web", "migrate", "other", "proxy"]);
    expect(containers.get("web")).toMatchObject({
      entryPoint: ["/bin/app"],
      workingDirectory: "/app",
      memory: 256,
      memoryReservation: 128,
      ulimits: [{ name: "nofile", softLimit: 1024, hardLimit: 1024 }],
      dockerLabels: { team: "shop" },
      dependsOn: [
        { containerName: "migrate", condition: "SUCCESS" },
        { containerName: "proxy", condition: "HEALTHY" },
      ],
      environmentFiles: [
        { type: "s3", value: "arn:aws:s3:::config/web.env" },
        { type: "s3", value: "arn:aws:s3:::config/key.env" },
      ],
      secrets: [{ name: "STRIPE", valueFrom: `${SECRETS}:stripe:api:AWSPREVIOUS:` }],
    });
    expect(taskOf(services, "web").ephemeral_storage).toEqual({ size_in_gib: 30 });
  });

  it("runs the service's image where no other is named", () => {
    expect(containers.get("migrate")).toMatchObject({
      image: containers.get("web")?.image,
      user: "10001",
      essential: false,
      command: ["migrate"],
      portMappings: [],
    });
  });

  it("builds the images of its own containers, each into a repository of its own", () => {
    const names = all(images, "aws_ecr_repository").map(({ name }) => name);
    expect(names.sort()).toEqual(["slipway-dev-web", "slipway-dev-web/proxy"]);
    const references = all(images, "docker_registry_image");
    expect(references).toHaveLength(2);
    expect(containers.get("proxy")?.image).toMatch(
      /^111122223333\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/slipway-dev-web\/proxy:src-[0-9a-f]+$/,
    );
  });

  it("lets ECS read and pull exactly what its containers name", () => {
    const rights = startRights(services);
    const repository = "arn:aws:ecr:eu-west-1:111122223333:repository/slipway-dev-web";
    expect(rights.get("PullImages")?.sort()).toEqual([
      repository,
      `${repository}/proxy`,
      "arn:aws:ecr:eu-west-1:444455556666:repository/other",
    ]);
    expect(rights.get("ReadSecrets")).toEqual([`${SECRETS}:stripe-??????`]);
    expect(rights.get("ReadParameters")).toEqual(["arn:aws:ssm:eu-west-1:111122223333:parameter/db"]);
    expect(rights.get("DecryptSecrets")).toEqual([KEY]);
    expect(rights.get("ReadEnvironmentFiles")).toEqual([
      "arn:aws:s3:::config/key.env",
      "arn:aws:s3:::config/web.env",
    ]);
    expect(rights.get("LocateEnvironmentFiles")).toEqual(["arn:aws:s3:::config"]);
    expect(rights.get("DecryptEnvironmentFiles")).toEqual([KEY]);
    expect([...rights.keys()]).not.toContain("ReadRegistryCredentials");
  });
});

describe("an image in a private registry", () => {
  const image = (credentials: object) =>
    ({ uri: "registry.example.com/web:1", credentials }) as { uri: string };

  it("with a secret that is there", () => {
    const { foundation, services } = stacks({ image: image({ secret: "hub" }) });
    expect(foundation.aws_secretsmanager_secret).toBeUndefined();
    expect(containersOf(services, "web").get("web")?.repositoryCredentials).toEqual({
      credentialsParameter: "hub",
    });
    expect(startRights(services).get("ReadRegistryCredentials")).toEqual([`${SECRETS}:hub-??????`]);
  });

  it("with one that the foundation makes empty, for ECS alone to read", () => {
    const { foundation, services } = stacks({
      image: image({ create: "hub", kmsKey: KEY }),
      containers: { job: { image: image({ create: "hub", kmsKey: KEY }) } },
    });
    expect(only(foundation, "aws_secretsmanager_secret")).toMatchObject({
      name: "slipway-dev-registry-hub",
      kms_key_id: KEY,
      recovery_window_in_days: 0,
    });
    expect(foundation.aws_secretsmanager_secret_version).toBeUndefined();
    const reference = expect.stringMatching(
      /^\$\{data\.terraform_remote_state\..*aws_secretsmanager_secret.*arn\}$/,
    ) as string;
    const containers = containersOf(services, "web");
    for (const name of ["web", "job"]) {
      expect(containers.get(name)?.repositoryCredentials).toEqual({ credentialsParameter: reference });
    }
    expect(startRights(services).get("ReadRegistryCredentials")).toEqual([reference]);
    expect(startRights(services).get("DecryptRegistryCredentials")).toEqual([KEY]);
  });

  it("which a protected environment keeps for 30 days", () => {
    const uri = `registry.example.com/shop/web@sha256:${"a".repeat(64)}`;
    const { foundation } = stacksOf(
      resolved({ protected: true }, { image: { uri, credentials: { create: "hub" } } }),
    );
    expect(only(foundation, "aws_secretsmanager_secret").recovery_window_in_days).toBe(30);
  });
});

it("a worker without a port has no way in", () => {
  const { services } = stacks({ port: undefined });
  expect(containersOf(services, "web").get("web")?.portMappings).toEqual([]);
  expect(services.aws_vpc_security_group_ingress_rule).toBeUndefined();
});

it("Windows", () => {
  const { services } = stacks({ platform: "windows-server-2019-full" });
  expect(taskOf(services, "web")).toMatchObject({
    cpu: "1024",
    memory: "2048",
    runtime_platform: { cpu_architecture: "X86_64", operating_system_family: "WINDOWS_SERVER_2019_FULL" },
  });
  expect(containersOf(services, "web").get("web")).not.toHaveProperty("linuxParameters");
});

describe("on instances", () => {
  const cluster = { instances: { general: { types: ["t3.large"], max: 3 } } };
  const on = (service: Partial<ServiceInput>) =>
    stacksOf(resolved({ cluster }, { runsOn: { instances: "general" }, ...service })).services;

  it("a task may have no size, and settings that Fargate has not", () => {
    const services = on({
      size: {},
      containerMemory: { softMiB: 64 },
      linux: { sharedMemoryMiB: 128, capabilities: { add: ["NET_ADMIN"] } },
    });
    expect(taskOf(services, "web")).toMatchObject({ requires_compatibilities: ["EC2"] });
    expect(taskOf(services, "web")).not.toHaveProperty("memory");
    expect(containersOf(services, "web").get("web")?.linuxParameters).toMatchObject({
      sharedMemorySize: 128,
      capabilities: { add: ["NET_ADMIN"], drop: [] },
    });
  });

  it.each([
    ["bridge", undefined, 0],
    ["bridge", 8080, 8080],
    ["host", undefined, 3000],
    ["awsvpc", undefined, 3000],
  ] as const)("network mode %s with host port %s", (networkMode, hostPort, expected) => {
    const services = on({ networkMode, ...(hostPort !== undefined && { hostPort }) });
    expect(taskOf(services, "web").network_mode).toBe(networkMode);
    expect(containersOf(services, "web").get("web")?.portMappings).toEqual([
      { containerPort: 3000, hostPort: expected, protocol: "tcp" },
    ]);
  });
});
