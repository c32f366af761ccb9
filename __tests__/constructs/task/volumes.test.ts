import { containerDefinition, type ContainerProps } from "../../../constructs/task/container";
import { TaskDefinition, type TaskDefinitionProps } from "../../../constructs/task/task-definition";
import { synth } from "../../support/synth";

const mount = (sourceVolume: string, containerPath: string) => ({
  sourceVolume,
  containerPath,
  readOnly: false,
});
const container = (change: Partial<ContainerProps>) =>
  containerDefinition({
    name: "web",
    image: "web:1",
    environment: {},
    secrets: {},
    logGroup: "logs",
    region: "eu-west-1",
    readOnlyRoot: true,
    stopTimeoutSeconds: 30,
    ...change,
  });
const made = (change: Partial<ContainerProps>, volumes: TaskDefinitionProps["volumes"]) =>
  synth(
    (stack) =>
      new TaskDefinition(stack, "task", {
        family: "web",
        cpu: 256,
        memoryMiB: 512,
        architecture: "x86_64",
        executionRoleArn: "arn:execution",
        taskRoleArn: "arn:task",
        containers: [container(change)],
        ...(volumes && { volumes }),
      }),
  ).only("aws_ecs_task_definition");

test("a volume at /tmp takes the place of memory there, and the root stays read only", () => {
  const definition = container({ mountPoints: [mount("tmp", "/tmp")] });
  expect(definition.linuxParameters).toEqual({ initProcessEnabled: true });
  expect(definition.readonlyRootFilesystem).toBe(true);
  expect(container({ mountPoints: [mount("tmp", "/var/tmp")] }).linuxParameters?.tmpfs).toHaveLength(1);
});

test("volumes of the task are mounted by their names", () => {
  expect(made({ mountPoints: [mount("data", "/data")] }, [{ name: "data" }]).volume).toEqual([
    { name: "data" },
  ]);
});

test("a task has no two volumes of one name, and mounts no others", () => {
  const mountPoints = [mount("data", "/data"), mount("other", "/other"), mount("data", "/data")];
  expect(() => made({ mountPoints }, [{ name: "data" }, { name: "data" }])).toThrow(
    'task definition "web" is not valid:\n' +
      '  - volumes must have different names, got "data" more than once\n' +
      `  - containers.web.mountPoints.other must be of one of the task's volumes (data, data), got "other"; declare it in volumes\n` +
      '  - containers.web.mountPoints.data must be another path than that of data, got "/data"',
  );
});

test("nothing is mounted over what is in memory", () => {
  expect(() =>
    made({ linux: { tmpfs: { "/run": { sizeMiB: 1 } } }, mountPoints: [mount("data", "/run")] }, [
      { name: "data" },
    ]),
  ).toThrow('containers.web.mountPoints.data must be another path than that of linux.tmpfs, got "/run"');
});
