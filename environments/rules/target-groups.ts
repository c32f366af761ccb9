import type { Service } from "../model";
import { isShifting } from "./rollout";

/** Of one balancer, and no account has more; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const MAX_TARGET_GROUPS = 100;

/** A route needs a target group, and a second one where ECS moves requests between two sets of tasks. */
export function targetGroupProblems(services: readonly Pick<Service, "route" | "rollout">[]): string[] {
  const routed = services.filter(({ route }) => route !== undefined);
  const shifting = routed.filter(({ rollout }) => isShifting(rollout)).length;
  const groups = routed.length + shifting;
  return groups <= MAX_TARGET_GROUPS
    ? []
    : [
        `services must need at most ${MAX_TARGET_GROUPS} target groups on the load balancer, got ${groups} (${routed.length} routes, ${shifting} of them with two groups for their rollout); put services into another environment, or behind one service that forwards requests`,
      ];
}
