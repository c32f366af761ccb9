import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { lockText } from "../deploy/lock/lock-info";
import { heldLocks } from "../deploy/lock/waiting";
import { rolloutOf, type DeploymentState } from "../deploy/watch/deployment";
import { progressOf } from "../deploy/watch/line";
import { newestDeployment, stageOf, stateOf } from "../deploy/watch/service-deployments";
import { movesRequests } from "../deploy/watch/services";
import type { Operation } from "./operation";

const GOING_ON: ReadonlySet<DeploymentState> = new Set(["rolling out", "rolling back"]);

/**
 * Deployments that an act on a service meets, one line each: one that ECS is at, and one for which Terraform applies
 * and that may come to ECS at any moment. Without the right to read Terraform's locks, these are not seen.
 */
export async function underWay(operation: Operation, service: EcsService): Promise<string[]> {
  const { environment } = operation;
  const [inEcs, locks] = await Promise.all([ecsLine(operation, service), heldLocks({ environment })]);
  return [
    ...inEcs,
    ...locks
      .filter(({ lock }) => lock.operation !== "plan")
      .map(({ part, lock }) => lockText(`${environment.name}-${part}`, lock)),
  ];
}

async function ecsLine({ clients, running }: Operation, service: EcsService): Promise<string[]> {
  const rollout = rolloutOf(service);
  const newest = movesRequests(service) ? await newestDeployment(running, clients.ecs) : undefined;
  const state = (newest && stateOf(newest)) ?? rollout.state;
  if (!GOING_ON.has(state)) return [];
  const progress = progressOf({ ...rollout, state }, service, newest && stageOf(newest));
  const since = rollout.primary?.createdAt;
  return [`${running.name}: ${progress}${since ? `, since ${since.toISOString()}` : ""}`];
}
