import type { Service } from "@aws-sdk/client-ecs";
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type TargetGroup,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Health } from "./line";
import type { Limits } from "./running-service";
import { targetGroupsOf } from "./services";

/** Those on their way out, and those of a group that no listener uses (yet), are not checked. */
const UNCHECKED = new Set(["draining", "unhealthy.draining", "unused"]);

/** The targets of a group that the load balancer checks. */
export async function registeredTargets(
  targetGroupArn: string,
  elb: ElasticLoadBalancingV2Client,
  limits: Limits = {},
): Promise<readonly TargetHealthDescription[]> {
  const { TargetHealthDescriptions = [] } = await elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
    limits,
  );
  return TargetHealthDescriptions.filter(({ TargetHealth }) => !UNCHECKED.has(TargetHealth?.State ?? ""));
}

export const isHealthy = ({ TargetHealth }: TargetHealthDescription): boolean =>
  TargetHealth?.State === "healthy";

/** How many targets of a service are healthy; `undefined` for a service without a load balancer. */
export async function targetHealth(
  service: Service,
  elb: ElasticLoadBalancingV2Client,
  limits?: Limits,
): Promise<Health | undefined> {
  const groups = targetGroupsOf(service);
  if (groups.length === 0) return undefined;
  const targets = await Promise.all(groups.map((group) => registeredTargets(group, elb, limits)));
  const all = targets.flat();
  return { healthy: all.filter(isHealthy).length, registered: all.length };
}

export async function targetGroup(
  targetGroupArn: string,
  elb: ElasticLoadBalancingV2Client,
): Promise<TargetGroup | undefined> {
  const { TargetGroups = [] } = await elb.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }),
  );
  return TargetGroups[0];
}
