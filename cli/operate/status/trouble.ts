import type { Task } from "@aws-sdk/client-ecs";
import { taskId } from "../../aws/tasks";
import { joinedWords } from "../../aws/words";
import type { DeploymentState } from "../../deploy/watch/deployment";
import { neverStartedBy } from "../../deploy/watch/failure/causes";
import type { Trouble } from "./model";

/** What a judgement of a service rests on. */
export interface Seen {
  readonly environment: string;
  readonly service: string;
  readonly state: DeploymentState;
  /** Family and revision that the service goes for. */
  readonly taskDefinition: string;
  /** Why ECS gave the deployment up. */
  readonly reason?: string | undefined;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Against the service's will, newest first. */
  readonly stopped: readonly Task[];
  /** Not started yet, or unhealthy; newest first. */
  readonly waiting: readonly Task[];
  /** Newest first. */
  readonly live: readonly Task[];
  /** Targets that are not healthy, and what they are asked, in sentences. */
  readonly sick: readonly string[];
  /** Those that failed their check; one that is new has not. */
  readonly unhealthyTargets: number;
  readonly lastEvent?: string | undefined;
}

/** `undefined` when a service is as it should be. */
export function troubleOf(seen: Seen): Trouble | undefined {
  const { desired, pending, running, state } = seen;
  const unhealthy = seen.live.some(({ healthStatus }) => healthStatus === "UNHEALTHY");
  const well =
    state === "steady" && running === desired && pending === 0 && seen.sick.length === 0 && !unhealthy;
  if (well) return undefined;
  return {
    problem: [headOf(seen), causeOf(seen)].filter((each) => each !== "").join("; "),
    next: nextOf(seen),
  };
}

export const missing = (environment: string, service: string, cluster: string): Trouble => ({
  problem: `ECS has no service ${service} in cluster ${cluster}`,
  next: `npx slipway deploy ${environment}`,
});

/** A service of which too little could be read to call it well. */
export const undecided = (
  { name }: { readonly name: string },
  service: { readonly name: string },
  unread: readonly string[],
): Trouble | undefined =>
  unread.length === 0
    ? undefined
    : {
        problem: `whether it is well is not known: ${unread.join("; ")}`,
        next: `npx slipway status ${name} ${service.name}`,
      };

function headOf({ desired, pending, reason, running, state, taskDefinition }: Seen): string {
  const why = reason === undefined ? "" : ` (${reason.replace(/\.$/, "")})`;
  const counts = `${running} of ${desired} running${pending > 0 ? `, ${pending} pending` : ""}`;
  switch (state) {
    case "failed":
      return `its deployment failed${why}, ${counts}`;
    case "rolled back":
      return `its last deployment was given up, and ${taskDefinition} runs again${why}, ${counts}`;
    case "rolling back":
      return `its deployment is given up, and ECS goes back to ${taskDefinition}${why}, ${counts}`;
    case "rolling out":
      return `its deployment of ${taskDefinition} goes on, ${counts}`;
    case "being removed":
      return `it is being removed, ${counts}`;
    case "steady":
      return counts;
  }
}

function causeOf(seen: Seen): string {
  const [ended] = seen.stopped;
  if (ended !== undefined) return endOf(ended);
  const unhealthy = seen.live.find(({ healthStatus }) => healthStatus === "UNHEALTHY");
  if (unhealthy !== undefined) return sickOf(unhealthy);
  if (seen.sick.length > 0) return seen.sick.join("; ");
  const [waiting] = seen.waiting;
  if (waiting !== undefined) return `task ${taskId(waiting.taskArn)} is ${waiting.lastStatus ?? "waiting"}`;
  const [newest] = seen.live;
  if (seen.state === "rolling out" && newest?.healthStatus === "UNKNOWN") {
    return `task ${taskId(newest.taskArn)} is ${newest.lastStatus ?? "starting"}, its health is not known yet`;
  }
  return seen.lastEvent === undefined ? "" : `ECS: ${seen.lastEvent.replace(/\.$/, "")}`;
}

function endOf(task: Task): string {
  const { containers = [], startedAt, stopCode, stoppedReason } = task;
  const ends = containers.flatMap(({ exitCode, name = "", reason }) => [
    ...(exitCode === undefined ? [] : [`container ${name} ended with exit code ${exitCode}`]),
    ...(reason === undefined || reason === "" ? [] : [`container ${name}: ${reason}`]),
  ]);
  const failed = containers
    .filter(({ healthStatus }) => healthStatus === "UNHEALTHY")
    .map(({ name = "" }) => `the health check of container ${name} failed`);
  const said = joinedWords(stopCode, stoppedReason);
  const when = startedAt === undefined && ends.length === 0 ? " before it ran" : "";
  return [
    `task ${taskId(task.taskArn)} stopped${when}${said === undefined ? "" : ` (${said})`}`,
    ...ends,
    ...failed,
  ].join(", ");
}

function sickOf(task: Task): string {
  const failing = (task.containers ?? [])
    .filter(({ healthStatus }) => healthStatus === "UNHEALTHY")
    .map(({ name = "" }) => `the health check of container ${name} fails`);
  return [`task ${taskId(task.taskArn)} is UNHEALTHY`, ...failing].join(", ");
}

function nextOf({
  environment,
  live,
  reason = "",
  service,
  state,
  stopped,
  unhealthyTargets,
  waiting,
}: Seen): string {
  const command = (verb: string, more = "") => `npx slipway ${verb} ${environment} ${service}${more}`;
  const [ended] = stopped;
  if (ended !== undefined) {
    return neverStartedBy(ended, reason) === undefined
      ? command("logs", ` --since 1h --task ${taskId(ended.taskArn)}`)
      : command("check-access");
  }
  const unhealthy =
    live.find(({ healthStatus }) => healthStatus === "UNHEALTHY") ??
    (unhealthyTargets > 0 ? live[0] : undefined);
  if (unhealthy !== undefined) return command("logs", ` --since 1h --task ${taskId(unhealthy.taskArn)}`);
  const starts = state === "rolling out" && (waiting.length > 0 || live.length > 0);
  return starts ? command("status") : command("events");
}
