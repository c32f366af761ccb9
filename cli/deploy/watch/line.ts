import type { Service } from "@aws-sdk/client-ecs";
import type { Rollout } from "./deployment";

export interface Health {
  readonly healthy: number;
  readonly registered: number;
}

/** Where a deployment stands: its state, with the stage that ECS names where it moves requests, and its tasks. */
export function progressOf({ primary, state }: Rollout, service: Service, stage?: string): string {
  const { desiredCount = 0, pendingCount = 0, runningCount = 0 } = primary ?? service;
  const { failedTasks = 0 } = primary ?? {};
  const all = service.runningCount ?? 0;
  const earlier = Math.max(all - runningCount, 0);
  return [
    stage === undefined ? state : `${state} (${stage})`,
    ...(pendingCount > 0 ? [`${pendingCount} pending`] : []),
    `${runningCount} running of ${desiredCount}`,
    ...(earlier > 0 ? [`${earlier} of another revision`] : []),
    ...(failedTasks > 0 ? [`${failedTasks} failed`] : []),
  ].join(", ");
}

export const healthText = ({ healthy, registered }: Health): string =>
  registered === 0 ? "no target yet" : `${healthy} of ${registered} healthy`;
