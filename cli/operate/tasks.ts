import type { Environment, Service } from "../../environments/model";
import { findTasks } from "../aws/tasks";
import { runningService, type Clients } from "../deploy/watch";
import { wrapped } from "../deploy/watch/failure/text";
import { deployedService } from "./deployed-service";
import { endLines, newestFirst, taskSummary, type TaskSummary } from "./task-summary";
import { timeText } from "./text";

/** What `slipway tasks --json` prints. */
export interface ServiceTasks {
  readonly environment: string;
  readonly service: string;
  /** Newest first; those that ended, for about an hour. */
  readonly tasks: readonly TaskSummary[];
}

/** The tasks of a service that ECS knows: all that have not ended, and those that ended in about the last hour. */
export async function serviceTasks(
  environment: Environment,
  service: Service,
  clients: Pick<Clients, "ecs">,
): Promise<ServiceTasks> {
  const running = runningService(environment, service);
  await deployedService(environment, running, clients);
  const tasks = await findTasks(clients.ecs, {
    cluster: running.cluster,
    serviceName: running.service,
    desiredStatuses: ["RUNNING", "STOPPED"],
  });
  return {
    environment: environment.name,
    service: service.name,
    tasks: newestFirst(tasks).map(taskSummary),
  };
}

/** For people: a paragraph for each task. */
export function tasksText({ environment, service, tasks }: ServiceTasks): string {
  if (tasks.length === 0) {
    return `${service} has no task, and none that ended in the last hour. Why: npx slipway events ${environment} ${service}`;
  }
  return tasks.map(taskText).join("\n\n");
}

function taskText(task: TaskSummary): string {
  const { createdAt, health, host, id, revision, startedAt, state, stoppedAt, zone } = task;
  const place = [zone, host].filter((each) => each !== undefined).join(", ");
  const began =
    startedAt === undefined ? `never started, made ${timeText(createdAt)}` : `started ${timeText(startedAt)}`;
  return [
    `task ${id}: ${state}, health ${health}, ${revision}`,
    `  ${began}${place === "" ? "" : `, in ${place}`}`,
    ...(stoppedAt === undefined ? [] : [`  stopped ${timeText(stoppedAt)}`]),
    ...endLines(task).flatMap((line) => wrapped(2, line)),
  ].join("\n");
}
