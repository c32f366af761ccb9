import { FARGATE_LINUX, type TaskPlatform } from "../../../environments/rules/platform";
import { taskSizeProblems, type TaskSize } from "../../../environments/rules/task-size";

const ec2: TaskPlatform = { launch: "ec2", operatingSystem: "linux", networkMode: "awsvpc" };
const onWindows = (platform: TaskPlatform): TaskPlatform => ({
  ...platform,
  operatingSystem: "windows-server-2022-full",
});

test.each<[TaskPlatform, TaskSize]>([
  [FARGATE_LINUX, { cpu: 256, memoryMiB: 512 }],
  [onWindows(FARGATE_LINUX), { cpu: 1024, memoryMiB: 2048 }],
  [onWindows(FARGATE_LINUX), { cpu: 4096, memoryMiB: 30_720 }],
  [ec2, {}],
  [ec2, { cpu: 128 }],
  [ec2, { cpu: 196_608, memoryMiB: 6 }],
  [ec2, { memoryMiB: 1000 }],
  [onWindows(ec2), {}],
])("%j has %j", (platform, size) => expect(taskSizeProblems("size", size, platform)).toEqual([]));

test.each<[TaskPlatform, TaskSize, string[]]>([
  [
    FARGATE_LINUX,
    {},
    ["size.cpu must be set on Fargate, got nothing", "size.memoryMiB must be set on Fargate, got nothing"],
  ],
  [FARGATE_LINUX, { cpu: 256 }, ["size.memoryMiB must be set on Fargate, got nothing"]],
  [
    FARGATE_LINUX,
    { cpu: 256, memoryMiB: 513 },
    ["size.memoryMiB must be one of 512, 1024, 2048 for 256 CPU units, got 513"],
  ],
  [
    onWindows(FARGATE_LINUX),
    { cpu: 512, memoryMiB: 1024 },
    ["size.cpu must be one of 1024, 2048, 4096 CPU units on Windows, got 512"],
  ],
  [
    onWindows(FARGATE_LINUX),
    { cpu: 8192, memoryMiB: 16_384 },
    ["size.cpu must be one of 1024, 2048, 4096 CPU units on Windows, got 8192"],
  ],
  [
    onWindows(FARGATE_LINUX),
    { cpu: 1024, memoryMiB: 1024 },
    ["size.memoryMiB must be from 2048 to 8192 in steps of 1024 for 1024 CPU units, got 1024"],
  ],
  [
    ec2,
    { cpu: 127, memoryMiB: 5 },
    [
      "size.cpu must be a whole number of CPU units from 128 to 196608 on EC2, got 127",
      "size.memoryMiB must be a whole number of MiB from 6, got 5",
    ],
  ],
  [
    ec2,
    { cpu: 196_609 },
    ["size.cpu must be a whole number of CPU units from 128 to 196608 on EC2, got 196609"],
  ],
  [
    onWindows(ec2),
    { cpu: 1024 },
    [
      'size must not be set for Windows on EC2, which ignores it, got {"cpu":1024}; set containerMemory and containerCpu',
    ],
  ],
])("%j does not have %j", (platform, size, messages) =>
  expect(taskSizeProblems("size", size, platform)).toEqual(messages),
);
