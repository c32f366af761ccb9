import type { Deployment, Service } from "@aws-sdk/client-ecs";

export type DeploymentState =
  "rolling out" | "rolling back" | "rolled back" | "steady" | "failed" | "being removed";

export interface Rollout {
  readonly state: DeploymentState;
  /** The deployment that ECS goes for; absent in a service that has none. */
  readonly primary?: Deployment;
  /** The one that ECS gave up, as long as it remembers it. */
  readonly failed?: Deployment;
}

/** ECS and its emulators say it in words only when they come back to an earlier deployment. */
const RETURNS = /roll(ing|ed)?[ -]?back/i;

/** Where a service stands, by its deployments. */
export function rolloutOf({ deployments = [], status }: Service): Rollout {
  const primary = deployments.find((each) => each.status === "PRIMARY");
  if (primary === undefined) return { state: status === "ACTIVE" ? "steady" : "being removed" };
  if (primary.rolloutState === "FAILED") return { state: "failed", primary, failed: primary };
  const failed = newest(deployments.filter(({ rolloutState }) => rolloutState === "FAILED"));
  const returns =
    (failed !== undefined && isNewer(failed, primary)) || RETURNS.test(primary.rolloutStateReason ?? "");
  const given = failed && { failed };
  if (status === "DRAINING") return { state: "being removed", primary, ...given };
  // Deployments of other controllers than ECS's have no state.
  const done = (primary.rolloutState ?? "COMPLETED") === "COMPLETED";
  if (returns) return { state: done ? "rolled back" : "rolling back", primary, ...given };
  return { state: done ? "steady" : "rolling out", primary, ...given };
}

const createdAt = (deployment: Deployment): number => deployment.createdAt?.getTime() ?? 0;

export const isNewer = (deployment: Deployment, other: Deployment | undefined): boolean =>
  other === undefined || createdAt(deployment) > createdAt(other);

const newest = (deployments: readonly Deployment[]): Deployment | undefined =>
  [...deployments].sort((a, b) => createdAt(b) - createdAt(a))[0];
