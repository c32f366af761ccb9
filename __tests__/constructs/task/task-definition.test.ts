import { containerDefinition } from "../../../constructs/task/container";
import { TaskDefinition, type TaskDefinitionProps } from "../../../constructs/task/task-definition";
import { synth } from "../../support/synth";
import { leastContainer } from "./least-container";

const container = (name: string, essential = true) =>
  containerDefinition({ ...leastContainer, name, essential, readOnlyRoot: true });

const least: TaskDefinitionProps = {
  family: "shop-dev-web",
  cpu: 256,
  memoryMiB: 512,
  architecture: "x86_64",
  containers: [container("web")],
  executionRoleArn: "arn:aws:iam::111122223333:role/execution",
  taskRoleArn: "arn:aws:iam::111122223333:role/task",
};

const made = (props: TaskDefinitionProps) =>
  synth((stack) => new TaskDefinition(stack, "task", props)).only("aws_ecs_task_definition");

test("with the least", () => {
  const { container_definitions: containers, ...rest } = made(least);
  expect(rest).toEqual({
    family: "shop-dev-web",
    cpu: "256",
    memory: "512",
    network_mode: "awsvpc",
    requires_compatibilities: ["FARGATE"],
    runtime_platform: { cpu_architecture: "X86_64", operating_system_family: "LINUX" },
    execution_role_arn: least.executionRoleArn,
    task_role_arn: least.taskRoleArn,
    skip_destroy: true,
  });
  expect(JSON.parse(String(containers))).toEqual([container("web")]);
});

test("arm64 and a larger size", () => {
  expect(made({ ...least, architecture: "arm64", cpu: 1024, memoryMiB: 8192 })).toMatchObject({
    cpu: "1024",
    memory: "8192",
    runtime_platform: { cpu_architecture: "ARM64" },
  });
});

test("earlier revisions stay, so that a rollback finds one", () => {
  expect(made(least).skip_destroy).toBe(true);
});

test("the container definitions are canonical: keys sorted, no spaces", () => {
  expect(made(least).container_definitions).toMatch(/^\[\{"environment":\[\],"essential":true,"image":/);
});

test("volumes and a proxy stand in the task, and neither is there by itself", () => {
  const block = made(least);
  expect(block).not.toHaveProperty("volume");
  expect(block).not.toHaveProperty("proxy_configuration");
  expect(made({ ...least, volumes: [] })).not.toHaveProperty("volume");
  const proxyConfiguration = { type: "APPMESH", containerName: "web", properties: { AppPorts: "3000" } };
  expect(made({ ...least, volumes: [{ name: "data" }], proxyConfiguration })).toMatchObject({
    volume: [{ name: "data" }],
    proxy_configuration: { type: "APPMESH", container_name: "web", properties: { AppPorts: "3000" } },
  });
});

test("every problem is told at once", () => {
  const bad = {
    ...least,
    family: "a b",
    memoryMiB: 8192,
    containers: [container("web", false), container("web", false)],
  };
  expect(() => made(bad)).toThrow(
    [
      'task definition "a b" is not valid:',
      '  - family must have 1 to 255 letters, digits, "-" or "_", got "a b"',
      "  - size.memoryMiB must be one of 512, 1024, 2048 for 256 CPU units, got 8192",
      "  - containers.web.essential must be true for at least one of the containers of a task, got false",
      '  - containers must have different names, got "web" more than once',
    ].join("\n"),
  );
});

test("a sidecar beside an essential container is fine", () => {
  expect(() => made({ ...least, containers: [container("web"), container("x-ray", false)] })).not.toThrow();
});

test.each([
  ["f".repeat(255), true],
  ["f".repeat(256), false],
  ["", false],
])("family %#", (family, good) => {
  const act = () => made({ ...least, family });
  if (good) expect(act).not.toThrow();
  else expect(act).toThrow("family must have 1 to 255");
});
