import type { Container, Task } from "@aws-sdk/client-ecs";
import { findTasks, taskId } from "../../../aws/tasks";
import type { Clients, RunningService } from "../running-service";
import { lastPart } from "../services";
import { timeOf, wrapped } from "./text";

const MOST_TASKS = 3;

/** How ECS begins to say that a task made place for another one. */
const SCALING = "Scaling activity initiated by";

/** Tasks of a service, newest first. */
export interface Troubled {
  /** Those that stopped against the service's will. */
  readonly stopped: readonly Task[];
  /** Those that do not serve: not started yet, or unhealthy. */
  readonly waiting: readonly Task[];
  /** All that run. */
  readonly running: readonly Task[];
}

export async function troubledTasks(
  { cluster, service }: RunningService,
  since: Date,
  { ecs }: Pick<Clients, "ecs">,
): Promise<Troubled> {
  const tasks = await findTasks(ecs, {
    cluster,
    serviceName: service,
    desiredStatuses: ["RUNNING", "STOPPED"],
  });
  const newest = tasks.sort((a, b) => Number(changed(b)) - Number(changed(a)) || compare(a, b));
  const live = newest.filter(({ desiredStatus }) => desiredStatus !== "STOPPED");
  return {
    stopped: newest
      .filter(({ desiredStatus }) => desiredStatus === "STOPPED")
      .filter((task) => changed(task) >= since && !wasToGo(task))
      .slice(0, MOST_TASKS),
    waiting: live
      .filter(({ healthStatus, lastStatus }) => lastStatus !== "RUNNING" || healthStatus === "UNHEALTHY")
      .slice(0, MOST_TASKS),
    running: live.filter(({ lastStatus }) => lastStatus === "RUNNING"),
  };
}

const changed = ({ createdAt, stoppedAt, stoppingAt }: Task): Date =>
  stoppedAt ?? stoppingAt ?? createdAt ?? new Date(0);

const compare = (a: Task, b: Task): number => (a.taskArn ?? "").localeCompare(b.taskArn ?? "");

/** Somebody wanted it, or a rollout did. */
const wasToGo = ({ stopCode, stoppedReason = "" }: Task): boolean =>
  stopCode === "UserInitiated" || stoppedReason.startsWith(SCALING);

/** How a task ended, or what it waits for, with what its containers say. */
export function taskLines(task: Task): string[] {
  const { containers = [], desiredStatus, healthStatus, lastStatus, stopCode, stoppedReason } = task;
  const name = `task ${taskId(task.taskArn ?? "")} of ${lastPart(task.taskDefinitionArn)}`;
  const said = [stopCode, stoppedReason].filter((each) => each !== undefined && each !== "").join(": ");
  const state =
    desiredStatus === "STOPPED"
      ? `stopped at ${timeOf(task.stoppedAt ?? task.stoppingAt)}, ${said === "" ? "ECS does not say why" : said}`
      : `is ${lastStatus ?? "unknown"}${healthStatus === "UNHEALTHY" ? " and UNHEALTHY" : ""} since ${timeOf(task.startedAt ?? task.createdAt)}`;
  return [...wrapped(2, `${name} ${state}`), ...containers.flatMap(containerLines)];
}

function containerLines({ exitCode, healthStatus, name = "", reason }: Container): string[] {
  const said = [
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(reason === undefined || reason === "" ? [] : [reason]),
    ...(healthStatus === "UNHEALTHY" ? ["its health check failed"] : []),
  ];
  return said.length === 0 ? [] : wrapped(4, `container ${name}: ${said.join(", ")}`);
}
