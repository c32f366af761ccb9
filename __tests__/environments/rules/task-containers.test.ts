import { FARGATE_LINUX, type TaskPlatform } from "../../../environments/rules/platform";
import { taskContainerProblems, type TaskContainer } from "../../../environments/rules/task-containers";

const ec2 = (networkMode: TaskPlatform["networkMode"] = "awsvpc"): TaskPlatform => ({
  launch: "ec2",
  operatingSystem: "linux",
  networkMode,
});
const container = (name: string, change: Partial<TaskContainer> = {}): TaskContainer => ({
  name,
  essential: true,
  portMappings: [],
  ...change,
});
const port = (containerPort: number, hostPort = containerPort) => [
  { containerPort, hostPort, protocol: "tcp" as const },
];
const problems = (
  containers: readonly TaskContainer[],
  task: { platform?: TaskPlatform; cpu?: number; memoryMiB?: number } = { cpu: 256, memoryMiB: 512 },
) =>
  taskContainerProblems(
    "services.web.containers",
    containers.map(({ name }, index) => (index === 0 ? "services.web" : `services.web.containers.${name}`)),
    containers,
    { platform: FARGATE_LINUX, ...task },
  );

test("one essential container is enough", () => expect(problems([container("web")])).toEqual([]));

test("at least one is essential, and no two have one name", () => {
  const aside = container("web", { essential: false });
  expect(problems([aside, aside])).toEqual([
    "services.web.essential must be true for at least one of the containers of a task, got false",
    'services.web.containers.web must have another container name than services.web, got "web"',
  ]);
});

test("ten containers are a task, eleven are not", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => container(`c${index}`));
  expect(problems(many(10))).toEqual([]);
  expect(problems(many(11))).toEqual(["services.web.containers must be at most 10 in one task, got 11"]);
});

test("ten environment files are a task's, whichever containers have them", () => {
  const files = (count: number) => ({ environmentFiles: Array<string>(count).fill("x") });
  expect(problems([container("web", files(5)), container("b", files(5))])).toEqual([]);
  expect(problems([container("web", files(5)), container("b", files(6))])).toEqual([
    "services.web.containers.b.environmentFiles must hold at most 10 files together with services.web.environmentFiles, got 11 in total",
  ]);
  // `rules/container.ts` reports these.
  expect(problems([container("web", files(11)), container("b", files(1))])).toEqual([]);
});

describe("dependencies", () => {
  const on = (containerName: string, condition: "START" | "COMPLETE" | "SUCCESS" | "HEALTHY") => ({
    dependsOn: [{ containerName, condition }],
  });
  const job = container("job", { essential: false });
  const proxy = container("proxy", { healthCheck: {} });

  test.each([
    [container("web", on("job", "SUCCESS")), job],
    [container("web", on("job", "COMPLETE")), job],
    [container("web", on("job", "START")), job],
    [container("web", on("proxy", "HEALTHY")), proxy],
    [container("web", on("proxy", "START")), proxy],
  ])("%#", (...containers) => expect(problems(containers)).toEqual([]));

  test.each<[TaskContainer[], string]>([
    [
      [container("web", on("jab", "START")), job],
      'services.web.dependsOn must name another container of the task (job), got "jab"',
    ],
    [
      [container("web", on("job", "START"))],
      'services.web.dependsOn must name another container of the task, which has none, got "job"',
    ],
    [
      [container("web", on("job", "HEALTHY")), job],
      'services.web.dependsOn.job must be HEALTHY only for a container with a healthCheck, got "HEALTHY"; give "job" one',
    ],
    [
      [container("web", on("proxy", "SUCCESS")), proxy],
      'services.web.dependsOn.proxy must be START or HEALTHY for an essential container, got "SUCCESS"; the task ends when it ends, so set essential of "proxy" to false',
    ],
    [
      [container("web", on("proxy", "COMPLETE")), proxy],
      'services.web.dependsOn.proxy must be START or HEALTHY for an essential container, got "COMPLETE"; the task ends when it ends, so set essential of "proxy" to false',
    ],
    [
      [container("web", on("web", "START"))],
      "services.web.dependsOn must not lead back to the container itself, got web -> web",
    ],
    [
      [
        container("web", on("a", "START")),
        container("a", on("b", "START")),
        container("b", on("a", "START")),
      ],
      "services.web.containers.a.dependsOn must not lead back to the container itself, got a -> b -> a",
    ],
    [
      [
        container("web", on("a", "START")),
        container("a", on("b", "START")),
        container("b", on("web", "START")),
      ],
      "services.web.dependsOn must not lead back to the container itself, got web -> a -> b -> web",
    ],
  ])("%# is refused", (containers, message) => expect(problems(containers)).toEqual([message]));

  test("two ways to one container are no cycle", () => {
    const both = { dependsOn: [...on("a", "START").dependsOn, ...on("b", "START").dependsOn] };
    expect(problems([container("web", both), container("a", on("b", "START")), container("b")])).toEqual([]);
  });
});

describe("memory and CPU", () => {
  test("what is reserved fits exactly", () => {
    const half = { memory: 512, memoryReservation: 256, cpu: 128 };
    expect(problems([container("web", half), container("b", half)])).toEqual([]);
  });

  test.each<[TaskContainer[], string[]]>([
    [
      [container("web", { memory: 513 })],
      ["services.web.containerMemory.hardMiB must not be above the task's memory (512 MiB), got 513"],
    ],
    [
      [container("web", { memory: 256 }), container("b", { memoryReservation: 257 })],
      [
        "services.web.containers.b.containerMemory must not reserve more memory than the task has (512 MiB) together with services.web.containerMemory, got 513 in total",
      ],
    ],
    [
      [container("web"), container("b", { memoryReservation: 513 })],
      [
        "services.web.containers.b.containerMemory.softMiB must not be above the task's memory (512 MiB), got 513",
      ],
    ],
    [
      [container("web", { cpu: 128 }), container("b", { cpu: 129 })],
      [
        "services.web.containers.b.containerCpu must not reserve more CPU units than the task has (256) together with services.web.containerCpu, got 257 in total",
      ],
    ],
    [
      [container("web", { cpu: 128 }), container("b", { cpu: 5000 })],
      [
        "services.web.containers.b.containerCpu must not reserve more CPU units than the task has (256), got 5000",
      ],
    ],
  ])("%# is refused", (containers, messages) => expect(problems(containers)).toEqual(messages));

  test("without a task's memory each container has its own", () => {
    const task = { platform: ec2() };
    expect(
      problems([container("web", { memory: 6 }), container("b", { memoryReservation: 6 })], task),
    ).toEqual([]);
    expect(problems([container("web"), container("b", { memory: 6 })], task)).toEqual([
      "services.web.containerMemory must be set where the task has no memory of its own, got nothing",
    ]);
  });
});

describe("ports", () => {
  const two = (first: number, second: number) => [
    container("web", { portMappings: port(80, first) }),
    container("b", { portMappings: port(80, second) }),
  ];

  test("any free port of the instance is never the same", () => {
    expect(problems(two(0, 0), { memoryMiB: 512, platform: ec2("bridge") })).toEqual([]);
  });

  test.each([
    [FARGATE_LINUX, "port", "awsvpc"],
    [ec2("host"), "port", "host"],
    [ec2("bridge"), "hostPort", "bridge"],
  ] as const)("%j: two on one are refused", (platform, property, mode) => {
    expect(problems(two(80, 80), { cpu: 256, memoryMiB: 512, platform })).toEqual([
      `services.web.containers.b.${property} must be another one than that of container "web" with network mode "${mode}", got 80`,
    ]);
  });
});
