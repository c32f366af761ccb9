import type { Container, Task } from "@aws-sdk/client-ecs";
import { findTasks, taskId } from "../../../aws/tasks";
import { joinedWords } from "../../../aws/words";
import type { Clients, RunningService } from "../running-service";
import { lastPart } from "../services";
import { timeOf, wrapped } from "./text";

const MAX_TASKS = 3;

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
  /** All that have not ended, and are not to. */
  readonly live: readonly Task[];
}

/** @param current task definition that the service goes for */
export async function troubledTasks(
  { cluster, service }: RunningService,
  { after, current }: { readonly after: Date; readonly current: string | undefined },
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
      .filter((task) => changed(task) >= after && !wasToGo(task, current))
      .slice(0, MAX_TASKS),
    waiting: live
      .filter(({ healthStatus, lastStatus }) => lastStatus !== "RUNNING" || healthStatus === "UNHEALTHY")
      .slice(0, MAX_TASKS),
    running: live.filter(({ lastStatus }) => lastStatus === "RUNNING"),
    live,
  };
}

const changed = ({ createdAt, stoppedAt, stoppingAt }: Task): Date =>
  stoppedAt ?? stoppingAt ?? createdAt ?? new Date(0);

const compare = (a: Task, b: Task): number => (a.taskArn ?? "").localeCompare(b.taskArn ?? "");

/**
 * Somebody wanted it, or a rollout did. One that never began to run, of a revision that was given up, is no such task:
 * the rollback only took it away.
 */
function wasToGo(
  { startedAt, stopCode, stoppedReason = "", taskDefinitionArn }: Task,
  current: string | undefined,
): boolean {
  if (startedAt === undefined && taskDefinitionArn !== current) return false;
  return stopCode === "UserInitiated" || stoppedReason.startsWith(SCALING);
}

/** How tasks ended, or what they wait for, with what their containers say; the same is said once. */
export function taskLines(tasks: readonly Task[]): string[] {
  const said = new Set<string>();
  return tasks.flatMap((task) => {
    const why = whyOf(task);
    const containers = (task.containers ?? []).flatMap(containerLines);
    const key = JSON.stringify([task.taskDefinitionArn, why, containers]);
    if (said.has(key)) return wrapped(2, `${stateText(task)} in the same way`);
    said.add(key);
    return [...wrapped(2, `${stateText(task)}${why}`), ...containers];
  });
}

function stateText(task: Task): string {
  const { desiredStatus, healthStatus, lastStatus = "unknown" } = task;
  const name = `task ${taskId(task.taskArn)} of ${lastPart(task.taskDefinitionArn)}`;
  if (desiredStatus !== "STOPPED") {
    const sick = healthStatus === "UNHEALTHY" ? " and UNHEALTHY" : "";
    return `${name} is ${lastStatus}${sick} since ${timeOf(task.startedAt ?? task.createdAt)}`;
  }
  const early = task.startedAt === undefined ? " before it ran" : "";
  return `${name} stopped${early} at ${timeOf(task.stoppedAt ?? task.stoppingAt)}`;
}

function whyOf({ desiredStatus, stopCode, stoppedReason }: Task): string {
  if (desiredStatus !== "STOPPED") return "";
  return `, ${joinedWords(stopCode, stoppedReason) ?? "ECS does not say why"}`;
}

function containerLines({ healthStatus, name = "", ...container }: Container): string[] {
  const said = [
    ...containerEnd(container),
    ...(healthStatus === "UNHEALTHY" ? ["its health check failed"] : []),
  ];
  return said.length === 0 ? [] : wrapped(4, `container ${name}: ${said.join(", ")}`);
}

/** How a container ended, or why it did not start; nothing while it has not. */
export const containerEnd = ({ exitCode, reason }: Pick<Container, "exitCode" | "reason">): string[] => [
  ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
  ...(reason === undefined || reason === "" ? [] : [reason]),
];
