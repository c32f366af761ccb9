import type { Service as EcsService, Task } from "@aws-sdk/client-ecs";
import { ConfigurationError, shown } from "../../environments/errors";
import { findTasks, taskId } from "../aws/tasks";
import { DeploymentError } from "../deploy/errors";
import { explainFailure } from "../deploy/watch";
import type { Operation } from "./operation";

/** What a task that has ended is looked for: ECS knows those of the last hour. */
const LAST_HOUR_MS = 3600_000;

/**
 * A running task of the service: the named one, else the newest of the current revision, else the newest.
 *
 * @param wanted id or ARN
 */
export async function chosenTask(
  { clients, environment, interrupts, running }: Operation,
  service: EcsService,
  wanted: string | undefined,
): Promise<Task> {
  const { cluster, service: serviceName } = running;
  const question = { cluster, serviceName, desiredStatuses: ["RUNNING"] as const };
  const tasks = await interrupts.race(findTasks(clients.ecs, question));
  const up = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").sort(byAge(service));
  if (up[0] === undefined) {
    const since = new Date(Date.now() - LAST_HOUR_MS);
    const starting = tasks.map(
      ({ lastStatus, taskArn }) => `  ${taskId(taskArn)} is ${lastStatus ?? "unknown"}`,
    );
    throw new DeploymentError(
      [
        `no task of ${running.name} runs in ${environment.name}, so there is no container for a command:`,
        ...starting,
        ...(await interrupts.race(explainFailure([running], since, clients))),
        `To run it in a task of its own: npx slipway run ${environment.name} ${running.name} -- ...`,
      ].join("\n"),
    );
  }
  if (wanted === undefined) return up[0];
  const named = up.find(({ taskArn }) => taskArn === wanted || taskId(taskArn) === wanted);
  if (named !== undefined) return named;
  const known = up.map(({ taskArn }) => taskId(taskArn)).join(", ");
  throw new ConfigurationError("the command", [`task must be one of ${known}, got ${shown(wanted)}`]);
}

const byAge =
  ({ taskDefinition }: EcsService) =>
  (a: Task, b: Task): number =>
    Number(b.taskDefinitionArn === taskDefinition) - Number(a.taskDefinitionArn === taskDefinition) ||
    Number(b.startedAt ?? 0) - Number(a.startedAt ?? 0);
