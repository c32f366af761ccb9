import { PUBLIC_IMAGES } from "../../../environments/rules/public-images";
import type { SidecarInput } from "../../../environments/topics/sidecar";
import { problemsOf, resolved, stacksOf } from "../../support/language";
import { containerOf, containersOf, policiesOf } from "../../support/task";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const OWN = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/xray:3";
const sidecarsOf = (...sidecars: SidecarInput[]) => resolved({}, { sidecars }).services[0]?.sidecars;
const problems = (sidecar: unknown, change: object = {}, environment: object = {}) =>
  problemsOf(environment, { sidecars: [sidecar], ...change });

function made(sidecars: readonly SidecarInput[]) {
  const stack = stacksOf(resolved({}, { sidecars })).services;
  return {
    containers: containersOf(stack),
    container: (name: string) => containerOf(stack, name),
    policies: policiesOf(stack),
  };
}

test("a service has none unless it names some", () => {
  for (const change of [{}, { sidecars: [] }]) {
    expect(resolved({}, change).services[0]).not.toHaveProperty("sidecars");
  }
  expect(made([]).containers.map(({ name }) => name)).toEqual(["web"]);
});

describe("X-Ray", () => {
  test.each<[SidecarInput, object]>([
    ["x-ray", { image: PUBLIC_IMAGES.xRay, essential: false }],
    [{ kind: "x-ray" }, { image: PUBLIC_IMAGES.xRay, essential: false }],
    [
      {
        kind: "x-ray",
        image: OWN,
        essential: true,
        containerCpu: 32,
        containerMemory: { hardMiB: 64, softMiB: 32 },
      },
      { image: OWN, essential: true, containerCpu: 32, containerMemory: { hardMiB: 64, softMiB: 32 } },
    ],
  ])("%j", (input, expected) => expect(sidecarsOf(input)).toEqual([{ kind: "x-ray", ...expected }]));

  test("stands beside the application, which finds it and may send traces", () => {
    const { container, policies } = made([
      { kind: "x-ray", containerCpu: 32, containerMemory: { hardMiB: 64 } },
    ]);
    expect(container("xray-daemon")).toMatchObject({
      image: PUBLIC_IMAGES.xRay,
      essential: false,
      cpu: 32,
      memory: 64,
      stopTimeout: 30,
      logConfiguration: {
        options: { "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "xray-daemon" },
      },
    });
    expect(container("web")).toMatchObject({
      environment: [{ name: "AWS_XRAY_DAEMON_ADDRESS", value: "127.0.0.1:2000" }],
      dependsOn: [{ containerName: "xray-daemon", condition: "START" }],
    });
    expect(policies.filter((policy) => policy.includes("xray:PutTraceSegments"))).toHaveLength(1);
  });

  test("an image in ECR is one that the service may pull", () => {
    const repository = "arn:aws:ecr:eu-west-1:111122223333:repository/mirror/xray";
    expect(made(["x-ray"]).policies.join()).not.toContain(repository);
    expect(made([{ kind: "x-ray", image: OWN }]).policies.join()).toContain(repository);
  });
});

describe("ADOT", () => {
  const least = {
    kind: "adot",
    image: PUBLIC_IMAGES.adot,
    essential: false,
    protocol: "http/protobuf",
    traces: true,
  };

  test.each<[SidecarInput, object]>([
    ["adot", {}],
    [{ kind: "adot" }, {}],
    [{ kind: "adot", image: "registry.example.com/otel:1" }, { image: "registry.example.com/otel:1" }],
    [{ kind: "adot", essential: true }, { essential: true }],
    [
      { kind: "adot", containerCpu: 1, containerMemory: { softMiB: 6 } },
      { containerCpu: 1, containerMemory: { softMiB: 6 } },
    ],
    [{ kind: "adot", protocol: "grpc" }, { protocol: "grpc" }],
    [{ kind: "adot", metrics: false }, {}],
    [{ kind: "adot", metrics: true }, { metrics: { namespace: "slipway-dev/web" } }],
    [
      { kind: "adot", metrics: { namespace: "Shop" }, traces: false },
      { metrics: { namespace: "Shop" }, traces: false },
    ],
    [{ kind: "adot", config: "receivers: {}" }, { config: { kind: "text", text: "receivers: {}" } }],
    [
      { kind: "adot", config: "receivers: {}", traces: false },
      { config: { kind: "text", text: "receivers: {}" }, traces: false },
    ],
    [{ kind: "adot", config: { parameter: "/otel" } }, { config: { kind: "parameter", nameOrArn: "/otel" } }],
    [
      { kind: "adot", config: { parameter: "/otel", kmsKey: KEY } },
      { config: { kind: "parameter", nameOrArn: "/otel", kmsKey: KEY } },
    ],
  ])("%j", (input, expected) => expect(sidecarsOf(input)).toEqual([{ ...least, ...expected }]));

  test("metrics go through the log group of the service, into a namespace with its name", () => {
    const { container, policies } = made([{ kind: "adot", metrics: true, protocol: "grpc" }]);
    const [variable] = container("adot-collector").environment.filter(
      ({ name }) => name === "AOT_CONFIG_CONTENT",
    );
    expect(variable?.value).toContain('"namespace":"slipway-dev/web"');
    expect(variable?.value).toContain('"log_group_name":"/ecs/slipway-dev/web"');
    expect(container("web").environment).toEqual([
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "http://127.0.0.1:4317" },
      { name: "OTEL_EXPORTER_OTLP_PROTOCOL", value: "grpc" },
    ]);
    expect(policies.join()).toContain("WriteMetrics");
  });

  test("a collector with a configuration of its own needs no right that nobody asked for", () => {
    const { policies } = made([{ kind: "adot", config: "receivers: {}", traces: false }]);
    expect(policies.join()).not.toMatch(/xray:|WriteMetrics/);
  });

  test("a configuration in a parameter is read by ECS, with its key", () => {
    const { container, policies } = made([{ kind: "adot", config: { parameter: "/otel", kmsKey: KEY } }]);
    const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/otel";
    expect(container("adot-collector").secrets).toEqual([
      { name: "AOT_CONFIG_CONTENT", valueFrom: parameter },
    ]);
    const reader = policies.find((policy) => policy.includes(parameter));
    expect(reader).toContain("ssm:GetParameters");
    expect(reader).toContain(KEY);
  });
});

test("both stand in one task, in the order in which they are written", () => {
  expect(made(["adot", "x-ray"]).containers.map(({ name }) => name)).toEqual([
    "web",
    "adot-collector",
    "xray-daemon",
  ]);
});

const path = "services.web.sidecars";
const first = `${path}[0]`;
const onEc2 = { cluster: { instances: { general: { types: ["m7i.large"], max: 4 } } } };

describe("refused", () => {
  test.each<[unknown, string]>([
    ["zipkin", `${first} must be one of "x-ray", "adot", got "zipkin"`],
    [5, `${first} must be one of "x-ray", "adot", got 5`],
    [{ kind: "zipkin" }, `${first}.kind must be one of "x-ray", "adot", got "zipkin"`],
    [
      { kind: "x-ray", protocol: "grpc" },
      `${first}.protocol must be a known property, got "protocol"; known are kind, image, containerCpu, containerMemory, essential`,
    ],
    [
      { kind: "x-ray", image: "public.ecr.aws/xray/aws-xray-daemon:latest" },
      `${first}.image must be an image reference with a tag other than latest, or a digest, got "public.ecr.aws/xray/aws-xray-daemon:latest"`,
    ],
    [
      { kind: "x-ray", containerCpu: 0 },
      `${first}.containerCpu must be a whole number from 1 to 196608, got 0`,
    ],
    [
      { kind: "adot", containerMemory: { hardMiB: 5 } },
      `${first}.containerMemory.hardMiB must be a whole number from 6 to 1048576, got 5`,
    ],
    [
      { kind: "adot", containerMemory: { softMiB: 5 } },
      `${first}.containerMemory.softMiB must be a whole number from 6 to 1048576, got 5`,
    ],
    [
      { kind: "x-ray", containerMemory: { hardMiB: 64, softMiB: 65 } },
      `${first}.containerMemory.softMiB must not be above hardMiB (64), got 65`,
    ],
    [{ kind: "x-ray", essential: "no" }, `${first}.essential must be true or false, got "no"`],
    [{ kind: "adot", essential: 1 }, `${first}.essential must be true or false, got 1`],
    [
      { kind: "adot", protocol: "http" },
      `${first}.protocol must be one of "http/protobuf", "grpc", got "http"; did you mean "http/protobuf"?`,
    ],
    [{ kind: "adot", traces: "yes" }, `${first}.traces must be true or false, got "yes"`],
    [
      { kind: "adot", traces: false },
      `${first}.traces must be true where there are no metrics and no config, got false`,
    ],
    [{ kind: "adot", metrics: "Shop" }, `${first}.metrics must be true or false, got "Shop"`],
    [
      { kind: "adot", metrics: { namespace: "AWS/ECS" } },
      `${first}.metrics.namespace must be a CloudWatch namespace of 1 to 255 characters that does not begin with AWS/, got "AWS/ECS"`,
    ],
    [
      { kind: "adot", metrics: { namespace: "n".repeat(256) } },
      `${first}.metrics.namespace must be a CloudWatch namespace of 1 to 255 characters that does not begin with AWS/, got "${"n".repeat(256)}"`,
    ],
    [{ kind: "adot", config: "" }, `${first}.config must be a string with at least one character, got ""`],
    [
      { kind: "adot", config: { parameter: "a b" } },
      `${first}.config.parameter must be the name or ARN of an SSM parameter, such as token or /shop/token, with at most 15 levels, got "a b"`,
    ],
    [
      { kind: "adot", config: { parameter: "/otel", kmsKey: "key" } },
      `${first}.config.kmsKey must be the ARN of a KMS key, got "key"`,
    ],
  ])("%j", (sidecar, message) => expect(problems(sidecar)).toEqual([message]));

  test("what is no list", () => {
    expect(problemsOf({}, { sidecars: "x-ray" })).toEqual([`${path} must be a list, got "x-ray"`]);
  });

  test("the same one twice", () => {
    expect(problemsOf({}, { sidecars: ["x-ray", { kind: "x-ray" }, "x-ray"] })).toEqual([
      `${path} must name each sidecar once, got "x-ray" more than once`,
    ]);
  });

  test.each([
    ["x-ray", "environment", "AWS_XRAY_DAEMON_ADDRESS", "x"],
    ["x-ray", "secrets", "AWS_XRAY_DAEMON_ADDRESS", { secret: "x" }],
    ["adot", "environment", "OTEL_EXPORTER_OTLP_ENDPOINT", "x"],
    ["adot", "secrets", "OTEL_EXPORTER_OTLP_PROTOCOL", { parameter: "x" }],
  ])("beside %s: %s.%s", (sidecar, property, variable, value) => {
    expect(problems(sidecar, { [property]: { [variable]: value } })).toEqual([
      `services.web.${property}.${variable} must not be set beside the sidecar "${sidecar}", which sets it, got a value`,
    ]);
  });

  test("on Windows, and where containers share no address", () => {
    expect(problems("x-ray", { platform: "windows-server-2022-core", writableRoot: true })).toEqual([
      `${path} must be empty on Windows, for which the images do not exist, got windows-server-2022-core`,
    ]);
    const bridge = { runsOn: { instances: "general" }, networkMode: "bridge" };
    expect(problems("x-ray", bridge, onEc2)).toEqual([
      `${path} must be empty with network mode "bridge", in which containers share no loopback address, got some; use awsvpc`,
    ]);
    expect(problems("x-ray", { ...bridge, networkMode: "host" }, onEc2)).toEqual([]);
  });

  test("an image of the public registry where nothing leads to the internet", () => {
    const closed = { network: { nat: "none" } };
    const image = { uri: OWN };
    expect(problems("x-ray", { image }, closed)).toEqual([
      `${first}.image must be set where tasks pull without the internet (network.nat is "none"), got nothing; copy ${PUBLIC_IMAGES.xRay} into ECR in eu-west-1 and name the copy`,
    ]);
    expect(problems({ kind: "x-ray", image: OWN }, { image }, closed)).toEqual([]);
    expect(problems("x-ray", { publicIp: { allowedCidrs: ["10.0.0.0/8"] } }, closed)).toEqual([]);
    expect(problems("x-ray", {}, { ...closed, emulator: { endpoint: "http://localhost:4566" } })).toEqual([]);
  });
});

it("names the property of a sidecar whose memory is above the task's", () => {
  const sidecars = [{ kind: "x-ray", containerMemory: { hardMiB: 2048 } }];
  expect(problemsOf({}, { sidecars, size: { cpu: 256, memoryMiB: 512 } })).toEqual([
    "services.web.sidecars[0].containerMemory.hardMiB must not be above the task's memory (512 MiB), got 2048",
  ]);
});
