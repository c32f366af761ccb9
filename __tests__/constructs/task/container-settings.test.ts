import { containerDefinition, type ContainerProps } from "../../../constructs/task/container";
import type { TaskPlatform } from "../../../environments/rules/platform";
import { leastContainer as least } from "./least-container";

const on = (change: Partial<TaskPlatform>): TaskPlatform => ({
  launch: "ec2",
  operatingSystem: "linux",
  networkMode: "awsvpc",
  ...change,
});

describe("each setting: absent by default, written as ECS has it", () => {
  test.each<[Partial<ContainerProps>, object]>([
    [{ entryPoint: ["/bin/app", "x"] }, { entryPoint: ["/bin/app", "x"] }],
    [{ workingDirectory: "/srv" }, { workingDirectory: "/srv" }],
    [{ credentialsArn: "arn:c" }, { repositoryCredentials: { credentialsParameter: "arn:c" } }],
    [
      { environmentFiles: ["arn:aws:s3:::config/web.env"] },
      { environmentFiles: [{ type: "s3", value: "arn:aws:s3:::config/web.env" }] },
    ],
    [{ containerCpu: 128 }, { cpu: 128 }],
    [{ containerMemory: { hardMiB: 256 } }, { memory: 256 }],
    [{ containerMemory: { softMiB: 128 } }, { memoryReservation: 128 }],
    [
      { ulimits: { nofile: { soft: 1024, hard: 4096 }, core: { soft: 0, hard: 0 } } },
      {
        ulimits: [
          { name: "core", softLimit: 0, hardLimit: 0 },
          { name: "nofile", softLimit: 1024, hardLimit: 4096 },
        ],
      },
    ],
    [{ labels: { b: "2", a: "1" } }, { dockerLabels: { a: "1", b: "2" } }],
    [
      { dependsOn: [{ containerName: "job", condition: "SUCCESS" }] },
      { dependsOn: [{ containerName: "job", condition: "SUCCESS" }] },
    ],
  ])("%j", (props, expected) => {
    const without = containerDefinition(least);
    for (const key of Object.keys(expected)) expect(without).not.toHaveProperty(key);
    expect(containerDefinition({ ...least, ...props })).toEqual({ ...without, ...expected });
  });

  test("what is empty adds nothing", () => {
    const empty = {
      environmentFiles: [],
      containerMemory: {},
      ulimits: {},
      labels: {},
      linux: {},
      dependsOn: [],
    };
    expect(containerDefinition({ ...least, ...empty })).toEqual(containerDefinition(least));
  });
});

describe("Linux settings", () => {
  const linux = (settings: NonNullable<ContainerProps["linux"]>, change: Partial<ContainerProps> = {}) =>
    containerDefinition({ ...least, ...change, linux: settings }).linuxParameters;

  test("an init process unless it is refused", () => {
    expect(linux({})).toEqual({ initProcessEnabled: true });
    expect(linux({ init: false })).toEqual({ initProcessEnabled: false });
  });

  test("capabilities are both lists, as ECS gives them back", () => {
    expect(linux({ capabilities: { drop: ["ALL"] } })?.capabilities).toEqual({ add: [], drop: ["ALL"] });
    expect(linux({ capabilities: { add: ["SYS_PTRACE"] } })?.capabilities).toEqual({
      add: ["SYS_PTRACE"],
      drop: [],
    });
  });

  test("shared memory and swap of an instance", () => {
    const settings = { sharedMemoryMiB: 128, swap: { maxMiB: 256, swappiness: 10 } };
    expect(linux(settings, { platform: on({}) })).toEqual({
      initProcessEnabled: true,
      sharedMemorySize: 128,
      maxSwap: 256,
      swappiness: 10,
    });
    expect(linux({ swap: { maxMiB: 0 } }, { platform: on({}) })).toEqual({
      initProcessEnabled: true,
      maxSwap: 0,
    });
  });

  test("memory as a file system, by path, with safe options unless others are named", () => {
    const tmpfs = { "/var/run": { sizeMiB: 8, options: ["ro" as const] }, "/cache": { sizeMiB: 16 } };
    expect(linux({ tmpfs })?.tmpfs).toEqual([
      { containerPath: "/cache", mountOptions: ["rw", "nosuid", "nodev"], size: 16 },
      { containerPath: "/var/run", mountOptions: ["ro"], size: 8 },
    ]);
  });

  test("/tmp of a read-only root can be said otherwise", () => {
    const change = { readOnlyRoot: true };
    expect(linux({ tmpfs: { "/tmp": { sizeMiB: 256 } } }, change)?.tmpfs).toEqual([
      { containerPath: "/tmp", mountOptions: ["rw", "nosuid", "nodev"], size: 256 },
    ]);
    expect(linux({ tmpfs: { "/cache": { sizeMiB: 1 } } }, change)?.tmpfs).toHaveLength(2);
  });
});

test.each<[TaskPlatform["networkMode"], number | undefined, number]>([
  ["awsvpc", undefined, 3000],
  ["host", undefined, 3000],
  ["bridge", undefined, 0],
  ["bridge", 8080, 8080],
])("with %s and host port %s the host's port is %i", (networkMode, hostPort, expected) => {
  const props = {
    ...least,
    port: 3000,
    platform: on({ networkMode }),
    ...(hostPort !== undefined && { hostPort }),
  };
  expect(containerDefinition(props).portMappings).toEqual([
    { containerPort: 3000, hostPort: expected, protocol: "tcp" },
  ]);
});

test("on Windows nothing of Linux is written", () => {
  const definition = containerDefinition({
    ...least,
    platform: on({ operatingSystem: "windows-server-2022-core" }),
  });
  expect(definition).not.toHaveProperty("linuxParameters");
  expect(definition).not.toHaveProperty("readonlyRootFilesystem");
});

test("everything that AWS would refuse is told at once, under the names of the properties", () => {
  expect(() =>
    containerDefinition({
      ...least,
      name: "a b",
      hostPort: 80,
      stopTimeoutSeconds: 121,
      containerMemory: { hardMiB: 100, softMiB: 200 },
      ulimits: { nofile: { soft: 2, hard: 1 } },
      linux: { capabilities: { add: ["NET_ADMIN"] } },
      environmentFiles: ["web.env"],
    }),
  ).toThrow(
    [
      'container "a b" is not valid:',
      '  - name must have 1 to 255 letters, digits, "-" or "_", got "a b"',
      "  - hostPort must not be set without port, got 80",
      "  - containerMemory.softMiB must not be above hardMiB (100), got 200",
      "  - ulimits.nofile.soft must not be above hard (1), got 2",
      "  - linux.capabilities.add must hold nothing but SYS_PTRACE on Fargate, got NET_ADMIN",
      '  - environmentFiles[0] must be the ARN of an S3 object that ends in .env, such as arn:aws:s3:::config/web.env, got "web.env"',
      "  - stopTimeoutSeconds must be a whole number of seconds from 2 to 120 on Fargate, got 121",
    ].join("\n"),
  );
});

test.each([
  ["n".repeat(255), true],
  ["n".repeat(256), false],
  ["", false],
])("name %#", (name, good) => {
  const act = () => containerDefinition({ ...least, name });
  if (good) expect(act).not.toThrow();
  else expect(act).toThrow("name must have 1 to 255");
});
