import Table from "cli-table3";
import type { Environment, Service } from "../../environments/model";
import { findTasks } from "../aws/tasks";
import type { Clients } from "../deploy/watch";
import { deployedService, runningService } from "./running";
import { endText, newestFirst, taskSummary, type TaskSummary } from "./task-summary";
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

export function tasksText({ environment, service, tasks }: ServiceTasks): string {
  if (tasks.length === 0) {
    return `${service} has no task, and none that ended in the last hour. Why: npx slipway events ${environment} ${service}`;
  }
  const table = new Table({
    head: ["task", "state", "health", "revision", "started", "stopped", "zone, host", "how it ended"],
    style: { head: [], border: [] },
    colWidths: [null, null, null, null, null, null, null, ENDS],
    wordWrap: true,
  });
  for (const task of tasks) {
    table.push([
      task.id,
      task.state,
      task.health,
      task.revision,
      task.startedAt === undefined ? "never" : timeText(task.startedAt),
      task.stoppedAt === undefined ? "-" : timeText(task.stoppedAt),
      [task.zone, task.host].filter((each) => each !== undefined).join("\n"),
      endText(task),
    ]);
  }
  return table.toString();
}

/** Columns of the last cell: what ECS says may be a paragraph. */
const ENDS = 48;
