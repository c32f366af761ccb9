import { containerProblems, type ContainerSettings } from "../../../environments/rules/container";
import { FARGATE_LINUX, type TaskPlatform } from "../../../environments/rules/platform";

const ec2: TaskPlatform = { ...FARGATE_LINUX, launch: "ec2" };
const windows: TaskPlatform = { ...FARGATE_LINUX, operatingSystem: "windows-server-2022-core" };
const problems = (settings: ContainerSettings, platform = FARGATE_LINUX) =>
  containerProblems("services.web", settings, platform);

test("a container without settings is right", () => expect(problems({})).toEqual([]));

describe("CPU and memory", () => {
  test.each<ContainerSettings>([
    { containerCpu: 1 },
    { containerMemory: { hardMiB: 6 } },
    { containerMemory: { softMiB: 6 } },
    { containerMemory: { hardMiB: 128, softMiB: 128 } },
  ])("%j", (settings) => expect(problems(settings)).toEqual([]));

  test.each<[ContainerSettings, string]>([
    [{ containerCpu: 0 }, "services.web.containerCpu must be a whole number of CPU units from 1, got 0"],
    [
      { containerMemory: { hardMiB: 5 } },
      "services.web.containerMemory.hardMiB must be a whole number of MiB from 6, got 5",
    ],
    [
      { containerMemory: { softMiB: 5 } },
      "services.web.containerMemory.softMiB must be a whole number of MiB from 6, got 5",
    ],
    [
      { containerMemory: { hardMiB: 128, softMiB: 129 } },
      "services.web.containerMemory.softMiB must not be above hardMiB (128), got 129",
    ],
  ])("%j is refused", (settings, message) => expect(problems(settings)).toEqual([message]));
});

describe("ulimits", () => {
  test.each([
    { nofile: { soft: 1024, hard: 1024 } },
    { nofile: { soft: 1_048_576, hard: 1_048_576 } },
    { memlock: { soft: -1, hard: -1 } },
    { core: { soft: 0, hard: -1 } },
  ])("%j", (ulimits) => expect(problems({ ulimits })).toEqual([]));

  test("a soft limit above the hard one is refused, and none is above every number", () => {
    expect(
      problems({ ulimits: { nofile: { soft: 1025, hard: 1024 }, core: { soft: -1, hard: 1 } } }),
    ).toEqual([
      "services.web.ulimits.core.soft must not be above hard (1), got -1",
      "services.web.ulimits.nofile.soft must not be above hard (1024), got 1025",
    ]);
  });
});

describe("Linux settings", () => {
  test.each<[TaskPlatform, NonNullable<ContainerSettings["linux"]>]>([
    [FARGATE_LINUX, { init: false, capabilities: { add: ["SYS_PTRACE"], drop: ["ALL"] } }],
    [FARGATE_LINUX, { tmpfs: { "/cache": { sizeMiB: 1 }, "/cache2": { sizeMiB: 1 } } }],
    [ec2, { capabilities: { add: ["NET_ADMIN"] }, sharedMemoryMiB: 1, swap: { maxMiB: 0, swappiness: 100 } }],
  ])("%j: %j", (platform, linux) => expect(problems({ linux }, platform)).toEqual([]));

  test.each<[TaskPlatform, NonNullable<ContainerSettings["linux"]>, string[]]>([
    [
      FARGATE_LINUX,
      { capabilities: { add: ["SYS_PTRACE", "NET_ADMIN", "ALL"] } },
      ["services.web.linux.capabilities.add must hold nothing but SYS_PTRACE on Fargate, got NET_ADMIN, ALL"],
    ],
    [
      FARGATE_LINUX,
      { sharedMemoryMiB: 64, swap: { maxMiB: 64 } },
      [
        "services.web.linux.sharedMemoryMiB must not be set on Fargate, which has no such setting, got a value",
        "services.web.linux.swap must not be set on Fargate, which has no such setting, got a value",
      ],
    ],
    [
      ec2,
      { sharedMemoryMiB: 0, swap: { maxMiB: -1, swappiness: 101 } },
      [
        "services.web.linux.sharedMemoryMiB must be a whole number of MiB from 1, got 0",
        "services.web.linux.swap.maxMiB must be a whole number of MiB from 0, got -1",
        "services.web.linux.swap.swappiness must be a whole number from 0 to 100, got 101",
      ],
    ],
    [
      FARGATE_LINUX,
      { tmpfs: { cache: { sizeMiB: 0 } } },
      [
        'services.web.linux.tmpfs must be at an absolute path below the root such as /var/data, got "cache"',
        'services.web.linux.tmpfs["cache"].sizeMiB must be a whole number of MiB from 1, got 0',
      ],
    ],
    [
      FARGATE_LINUX,
      {
        tmpfs: { "/": { sizeMiB: 1 }, "/a": { sizeMiB: 1 }, "/a/.": { sizeMiB: 1 }, "/b:ro": { sizeMiB: 1 } },
      },
      [
        'services.web.linux.tmpfs must be at an absolute path below the root such as /var/data, got "/"',
        'services.web.linux.tmpfs must be at different paths, got "/a" and "/a/."',
        'services.web.linux.tmpfs must have no colon, got "/b:ro"; set options for a file system that is only read',
      ],
    ],
  ])("%j: %j is refused", (platform, linux, messages) =>
    expect(problems({ linux }, platform)).toEqual(messages),
  );
});

describe("environment files", () => {
  const file = "arn:aws:s3:::config/team/web.env";

  test("ten of them, in every partition", () => {
    const chinese = "arn:aws-cn:s3:::config/web.env";
    expect(problems({ environmentFiles: [...Array<string>(9).fill(file), chinese] })).toEqual([]);
  });

  test.each(["arn:aws:s3:::config/web.txt", "s3://config/web.env", "arn:aws:s3:::config/*.env", "web.env"])(
    "%s is refused",
    (bad) =>
      expect(problems({ environmentFiles: [file, bad] })).toEqual([
        `services.web.environmentFiles[1] must be the ARN of an S3 object that ends in .env, such as arn:aws:s3:::config/web.env, got "${bad}"`,
      ]),
  );

  test("eleven are too many", () => {
    expect(problems({ environmentFiles: Array<string>(11).fill(file) })).toEqual([
      "services.web.environmentFiles must hold at most 10 files, got 11",
    ]);
  });
});

test.each([
  [2, []],
  [120, []],
  [1, ["services.web.stopTimeoutSeconds must be a whole number of seconds from 2 to 120 on Fargate, got 1"]],
  [
    121,
    ["services.web.stopTimeoutSeconds must be a whole number of seconds from 2 to 120 on Fargate, got 121"],
  ],
])("a stop timeout of %i seconds", (stopTimeoutSeconds, messages) =>
  expect(problems({ stopTimeoutSeconds })).toEqual(messages),
);

test("Windows has no settings of Linux", () => {
  expect(
    problems(
      {
        user: "app",
        linux: { capabilities: { add: ["NET_ADMIN"] } },
        ulimits: { nofile: { soft: 1, hard: 1 } },
        readOnlyRoot: true,
        environmentFiles: ["arn:aws:s3:::config/web.env"],
        containerMemory: { hardMiB: 512 },
      },
      windows,
    ),
  ).toEqual([
    'services.web.user must not be set on Windows, which has no such setting, got "app"',
    "services.web.linux must not be set on Windows, which has no such setting, got settings",
    "services.web.ulimits must not be set on Windows, which has no such setting, got nofile",
    "services.web.readOnlyRoot must not be set on Windows, which has no such setting, got true",
    "services.web.environmentFiles must not be set on Windows, which has no such setting, got 1 of them",
  ]);
});
