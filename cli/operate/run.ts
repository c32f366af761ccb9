import type { Task, TaskDefinition } from "@aws-sdk/client-ecs";
import { randomUUID } from "node:crypto";
import { ConfigurationError } from "../../environments/errors";
import { fargateSizeProblems } from "../../environments/rules/fargate-size";
import { platformOf } from "../../environments/topics/platform";
import type { Progress } from "../../toolchain/progress";
import { taskId } from "../aws/tasks";
import { DeploymentStopped } from "../deploy/errors";
import { causeLines } from "../deploy/watch/failure/causes";
import { definitionOf, streamOf } from "../deploy/watch/failure/logs";
import { taskLines } from "../deploy/watch/failure/tasks";
import { lastPart } from "../deploy/watch/services";
import { startTask } from "../task/start-task";
import { TaskFailure } from "../task/task-failure";
import { inEcs, type ActedOn } from "./acted-on";
import { agreed } from "./agreed";
import { containerNamed } from "./container-named";
import { FollowedTask, type Ended } from "./follow-task";
import { operate, type Operation } from "./operation";
import { runInput } from "./run-input";

export interface RunRequest {
  readonly target: ActedOn;
  /** Program and arguments, as they are; never shown again, as they may hold what is nobody's business. */
  readonly command: readonly string[];
  /** @default the service's own */
  readonly container?: string | undefined;
  /** CPU units and MiB of the task. @default those of the definition */
  readonly cpu?: number | undefined;
  readonly memoryMiB?: number | undefined;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** Gets each line of the container. */
  readonly print: (line: string) => void;
}

/** How a one-off task ended: what `slipway run --json` prints of it. */
export interface RanOnce {
  /** ARN. */
  readonly task: string;
  /** Family and revision. */
  readonly taskDefinition: string;
  readonly container: string;
  /** Of the container: 0 to 255. */
  readonly exitCode: number;
}

const POLL_MS = 1000;

/** Runs a command in a task of its own, beside those of the service, and follows it to its end. */
export function runOnce(request: RunRequest, progress: Progress, pollMs = POLL_MS): Promise<RanOnce> {
  const { target } = request;
  requireSize(request);
  const what = `the command for ${target.running.name} of ${target.environment.name}`;
  return operate(target, { what, progress }, (operation) => ran(operation, request, pollMs));
}

async function ran(operation: Operation, request: RunRequest, pollMs: number): Promise<RanOnce> {
  const { clients, environment, interrupts, progress, running } = operation;
  const service = await interrupts.race(inEcs(operation, clients));
  const definition = (await interrupts.race(definitionOf(service.taskDefinition, clients.ecs))) ?? {};
  const own = containerNamed(definition.containerDefinitions ?? [], request.container ?? running.name);
  const container = own.name ?? "";
  const revision = lastPart(service.taskDefinition);
  await agreed(operation, {
    question: `Run the command in a task of ${revision} in ${environment.name}?`,
    yes: request.yes,
    again: `npx slipway run ${environment.name} ${running.name} -- ...`,
    // Behind the command it would be an argument of the command.
    unasked: `npx slipway run ${environment.name} ${running.name} --yes -- ...`,
  });
  interrupts.check();
  const input = runInput(service, { ...request, cluster: running.cluster, container, token: randomUUID() });
  const arn = await startTask(clients.ecs, input);
  progress.say("run", `task ${taskId(arn)} of ${revision} was started, container ${container}`);
  const stream = streamOf({ taskArn: arn }, own);
  if (stream === undefined)
    progress.say("run", "its lines do not go to CloudWatch directly: none are shown here");
  const { print } = request;
  const essential = own.essential ?? true;
  const end = await new FollowedTask(operation, { arn, container, essential, stream, print, pollMs }).end();
  if (interrupts.aborted.aborted) {
    const { signal } = interrupts;
    throw new DeploymentStopped(
      `the command was stopped by ${signal}; task ${taskId(arn)} has ended`,
      signal,
    );
  }
  if (end === undefined)
    throw new TaskFailure(`ECS does not know task ${arn}, which it said that it had started`);
  return { task: arn, taskDefinition: revision, container, exitCode: exitCodeOf(end, container, definition) };
}

/** Of the container; a task that somebody or something stopped has none that says anything. */
function exitCodeOf({ task, tidied }: Ended, container: string, definition: TaskDefinition): number {
  const { exitCode } = task.containers?.find(({ name }) => name === container) ?? {};
  if (exitCode === undefined || task.stopCode === "TaskFailedToStart") {
    throw new TaskFailure(
      [
        "the command did not start, or ECS does not know how it ended:",
        ...taskLines([task]),
        ...causeLines(task, definition, ""),
        "The program must be in the image; an entry point of the image or the container stays in front of it.",
      ].join("\n"),
    );
  }
  if (exitCode === 0 && !tidied && isStopped(task)) {
    throw new TaskFailure(["the command was stopped before its end:", ...taskLines([task])].join("\n"));
  }
  // A shell has no room for more: 256 would look like success.
  return exitCode >= 0 && exitCode <= 255 ? exitCode : 1;
}

const isStopped = ({ stopCode }: Task): boolean =>
  stopCode !== undefined && stopCode !== "EssentialContainerExited";

function requireSize({ cpu, memoryMiB, target }: RunRequest): void {
  const { service } = target;
  if (cpu === undefined && memoryMiB === undefined) return;
  const { launch, operatingSystem } = platformOf(service);
  if (launch !== "fargate") return;
  const problems = fargateSizeProblems(
    "the size",
    cpu ?? service.cpu ?? 0,
    memoryMiB ?? service.memoryMiB ?? 0,
    operatingSystem,
  );
  if (problems.length > 0) throw new ConfigurationError("the command", problems);
}
