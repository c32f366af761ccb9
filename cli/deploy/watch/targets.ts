import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type TargetGroup,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Limits } from "./running-service";

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

export async function targetGroup(
  targetGroupArn: string,
  elb: ElasticLoadBalancingV2Client,
): Promise<TargetGroup | undefined> {
  const { TargetGroups = [] } = await elb.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }),
  );
  return TargetGroups[0];
}
