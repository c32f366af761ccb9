import type { Container, Task } from "@aws-sdk/client-ecs";
import { taskId } from "../aws/tasks";
import { joinedWords } from "../aws/words";
import { containerEnd } from "../deploy/watch/failure/tasks";
import { lastPart } from "../deploy/watch/services";
import { isoOf } from "./text";

/** A task as ECS has it; times in ISO 8601, UTC. */
export interface TaskSummary {
  readonly id: string;
  /** `RUNNING`, `PENDING`, `STOPPED`, ... */
  readonly state: string;
  /** `UNKNOWN` without a container health check, and before its first answer. */
  readonly health: string;
  /** Family and revision of its task definition. */
  readonly revision: string;
  readonly createdAt?: string | undefined;
  /** Absent for a task that never ran. */
  readonly startedAt?: string | undefined;
  readonly stoppedAt?: string | undefined;
  readonly stopCode?: string | undefined;
  readonly stopReason?: string | undefined;
  /** Availability zone. */
  readonly zone?: string | undefined;
  /** `FARGATE`, `FARGATE_SPOT`, or the id of the container instance. */
  readonly host?: string | undefined;
  readonly containers: readonly ContainerSummary[];
}

export interface ContainerSummary {
  readonly name: string;
  readonly state: string;
  readonly health?: string | undefined;
  readonly exitCode?: number | undefined;
  /** What ECS says of how it ended, or why it did not start. */
  readonly reason?: string | undefined;
}

export const taskSummary = (task: Task): TaskSummary => ({
  id: taskId(task.taskArn),
  state: task.lastStatus ?? "UNKNOWN",
  health: task.healthStatus ?? "UNKNOWN",
  revision: lastPart(task.taskDefinitionArn),
  createdAt: isoOf(task.createdAt),
  startedAt: isoOf(task.startedAt),
  stoppedAt: isoOf(task.stoppedAt ?? task.stoppingAt),
  stopCode: task.stopCode,
  stopReason: said(task.stoppedReason),
  zone: task.availabilityZone,
  host: hostOf(task),
  containers: (task.containers ?? []).map(containerSummary),
});

const containerSummary = ({ exitCode, healthStatus, lastStatus, name, reason }: Container) => ({
  name: name ?? "",
  state: lastStatus ?? "UNKNOWN",
  health: healthStatus,
  exitCode,
  reason: said(reason),
});

const hostOf = ({ capacityProviderName, containerInstanceArn, launchType }: Task): string | undefined =>
  containerInstanceArn === undefined ? (capacityProviderName ?? launchType) : lastPart(containerInstanceArn);

const said = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

/** The newest first; those of the same moment by their ids. */
export const newestFirst = (tasks: readonly Task[]): Task[] =>
  [...tasks].sort(
    (a, b) =>
      Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0) || (a.taskArn ?? "").localeCompare(b.taskArn ?? ""),
  );

/** For people: how a task ended, or nothing while it has not. */
export const endLines = ({ containers, stopCode, stopReason }: TaskSummary): string[] =>
  [
    joinedWords(stopCode, stopReason),
    ...containers.map((each) => {
      const end = containerEnd(each);
      return end.length === 0 ? undefined : `${each.name}: ${end.join(", ")}`;
    }),
  ].filter((each) => each !== undefined);
