import {
  DescribeTaskDefinitionCommand,
  type ContainerDefinition,
  type ECSClient,
  type Task,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import { lastLines } from "../../../aws/last-lines";
import type { LogStream } from "../../../aws/log-page";
import { taskId } from "../../../aws/tasks";
import type { Clients } from "../running-service";
import { quoted } from "./text";

export async function definitionOf(
  taskDefinition: string | undefined,
  ecs: ECSClient,
): Promise<TaskDefinition | undefined> {
  const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  return answer.taskDefinition;
}

/** The last lines of the container that failed, or of the first one that the task cannot be without. */
export async function logLines(
  task: Task,
  definition: TaskDefinition | undefined,
  { logs }: Pick<Clients, "logs">,
  pollMs: number,
): Promise<string[]> {
  const container = loudest(task, definition?.containerDefinitions ?? []);
  const stream = container && streamOf(task, container);
  if (stream === undefined) return [];
  return (await lastLines(logs, stream, pollMs)).flatMap((line) => quoted(2, line));
}

/** Exit codes of a container that did what it was told: to end. */
const TOLD = new Set([0, 137, 143]);

function loudest(
  { containers = [] }: Task,
  definitions: readonly ContainerDefinition[],
): ContainerDefinition | undefined {
  const logged = definitions.filter((each) => streamParts(each) !== undefined);
  // One that took too much memory ends with the code of one that was told to, but for a reason.
  const failed = containers
    .filter(({ exitCode = 0, reason }) => !TOLD.has(exitCode) || (reason !== undefined && reason !== ""))
    .map(({ name }) => name);
  return (
    logged.find(({ name }) => failed.includes(name)) ?? logged.find(({ essential }) => essential !== false)
  );
}

/** `undefined` for a container whose lines go elsewhere, or to streams with names that nobody can know. */
function streamParts({ logConfiguration }: ContainerDefinition) {
  const { "awslogs-group": logGroup, "awslogs-stream-prefix": prefix } = logConfiguration?.options ?? {};
  if (logConfiguration?.logDriver !== "awslogs" || logGroup === undefined || prefix === undefined) {
    return undefined;
  }
  return { logGroup, prefix };
}

/** `undefined` for a container whose lines go elsewhere. */
export function streamOf(
  { taskArn = "" }: Pick<Task, "taskArn">,
  container: ContainerDefinition,
): LogStream | undefined {
  const parts = streamParts(container);
  return (
    parts && {
      logGroup: parts.logGroup,
      stream: `${parts.prefix}/${container.name ?? ""}/${taskId(taskArn)}`,
    }
  );
}
