import { containerDefinition, type ContainerProps } from "../../../constructs/task/container";
import { TaskDefinition, type TaskDefinitionProps } from "../../../constructs/task/task-definition";
import { FARGATE_LINUX, type TaskPlatform } from "../../../environments/rules/platform";
import { synth } from "../../support/synth";
import { leastContainer } from "./least-container";

const container = (change: Partial<ContainerProps> = {}) =>
  containerDefinition({ ...leastContainer, ...change });
const least: TaskDefinitionProps = {
  family: "shop-dev-web",
  cpu: 1024,
  memoryMiB: 2048,
  architecture: "x86_64",
  containers: [container()],
  executionRoleArn: "arn:aws:iam::111122223333:role/execution",
  taskRoleArn: "arn:aws:iam::111122223333:role/task",
};
const windows: TaskPlatform = { ...FARGATE_LINUX, operatingSystem: "windows-server-2022-core" };
const made = (change: Partial<TaskDefinitionProps>) =>
  synth((stack) => new TaskDefinition(stack, "task", { ...least, ...change })).only(
    "aws_ecs_task_definition",
  );

test("ephemeral storage is AWS's own, or as asked for", () => {
  expect(made({})).not.toHaveProperty("ephemeral_storage");
  expect(made({ ephemeralStorageGiB: 200 }).ephemeral_storage).toEqual({ size_in_gib: 200 });
  expect(() => made({ ephemeralStorageGiB: 201 })).toThrow(
    "  - ephemeralStorageGiB must be a whole number of GiB from 21 to 200, got 201; 20 GiB are there without it",
  );
});

test("on EC2 a task needs no size of its own, and may have one that Fargate does not", () => {
  const containers = [container({ containerMemory: { hardMiB: 100 } })];
  const free = made({ launch: "ec2", cpu: undefined, memoryMiB: undefined, containers });
  expect(free).not.toHaveProperty("cpu");
  expect(free).not.toHaveProperty("memory");
  expect(free).toMatchObject({ requires_compatibilities: ["EC2"], network_mode: "awsvpc" });
  expect(made({ launch: "ec2", cpu: 300, memoryMiB: 700 })).toMatchObject({ cpu: "300", memory: "700" });
  expect(() => made({ launch: "ec2", cpu: 100, memoryMiB: 700 })).toThrow(
    "  - size.cpu must be a whole number of CPU units from 128 to 196608 on EC2, got 100",
  );
  expect(() => made({ launch: "ec2", cpu: undefined, memoryMiB: undefined })).toThrow(
    "  - containers.web.containerMemory must be set where the task has no memory of its own, got nothing",
  );
  expect(() => made({ cpu: undefined })).toThrow("  - size.cpu must be set on Fargate, got nothing");
});

test.each(["awsvpc", "bridge", "host", "none"] as const)("network mode %s", (networkMode) => {
  expect(made({ launch: "ec2", networkMode }).network_mode).toBe(networkMode);
});

test("Fargate has one network mode", () => {
  expect(() => made({ networkMode: "host" })).toThrow(
    'task definition "shop-dev-web" is not valid:\n  - networkMode must be "awsvpc" on Fargate, which has no other, got "host"',
  );
});

test.each([
  ["windows-server-2019-core", "WINDOWS_SERVER_2019_CORE"],
  ["windows-server-2019-full", "WINDOWS_SERVER_2019_FULL"],
  ["windows-server-2022-core", "WINDOWS_SERVER_2022_CORE"],
  ["windows-server-2022-full", "WINDOWS_SERVER_2022_FULL"],
  ["windows-server-2025-core", "WINDOWS_SERVER_2025_CORE"],
  ["windows-server-2025-full", "WINDOWS_SERVER_2025_FULL"],
] as const)("%s is %s", (operatingSystem, family) => {
  const containers = [container({ platform: { ...windows, operatingSystem } })];
  expect(made({ operatingSystem, containers }).runtime_platform).toEqual({
    cpu_architecture: "X86_64",
    operating_system_family: family,
  });
});

test("the NAT network of Windows is the one that has no name", () => {
  const platform = { ...windows, launch: "ec2", networkMode: "bridge" } as const;
  const containers = [container({ platform, containerMemory: { hardMiB: 1024 } })];
  expect(made({ ...platform, cpu: undefined, memoryMiB: undefined, containers })).not.toHaveProperty(
    "network_mode",
  );
});

test("Windows: no size, architecture, volume or container of Linux", () => {
  const act = () =>
    made({
      operatingSystem: "windows-server-2022-core",
      architecture: "arm64",
      cpu: 256,
      memoryMiB: 512,
      volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: "fs-1" } }, { name: "scratch" }],
    });
  expect(act).toThrow(
    [
      'task definition "shop-dev-web" is not valid:',
      '  - architecture must be "x86_64" for windows-server-2022-core, got "arm64"',
      "  - size.cpu must be one of 1024, 2048, 4096 CPU units on Windows, got 256",
      "  - containers.web must be defined for Windows, got one for Linux",
      "  - volumes.data must not be on EFS, which Windows can not mount, got a file system",
    ].join("\n"),
  );
});

test("containers are judged together", () => {
  const job = container({ name: "job", port: 80 });
  const web = container({ port: 80, dependsOn: [{ containerName: "job", condition: "SUCCESS" }] });
  expect(() => made({ containers: [web, job] })).toThrow(
    [
      '  - containers.web.dependsOn.job must be START or HEALTHY for an essential container, got "SUCCESS"; the task ends when it ends, so set essential of "job" to false',
      '  - containers.job.port must be another one than that of container "web" with network mode "awsvpc", got 80',
    ].join("\n"),
  );
});
