import type { Service } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { checkText, sickTarget, sickText } from "../../deploy/watch/failure/targets";
import { targetGroupsOf } from "../../deploy/watch/services";
import { isHealthy, registeredTargets, targetGroup } from "../../deploy/watch/targets";
import type { TargetsStatus } from "./model";

export interface SeenTargets {
  readonly status: TargetsStatus;
  /** Those that are not healthy, and what they are asked, in sentences. */
  readonly sick: readonly string[];
}

/** What the load balancer says of a service's targets; `undefined` for a service without one. */
export async function seenTargets(
  service: Service,
  elb: ElasticLoadBalancingV2Client,
): Promise<SeenTargets | undefined> {
  const groups = targetGroupsOf(service);
  if (groups.length === 0) return undefined;
  const seen = await Promise.all(groups.map((arn) => seenGroup(arn, elb)));
  const isEmpty = seen.every(({ status }) => status.registered === 0) && (service.runningCount ?? 0) > 0;
  return {
    sick: isEmpty ? ["its load balancer has no target"] : seen.flatMap(({ sick }) => sick),
    status: {
      healthy: seen.reduce((sum, { status }) => sum + status.healthy, 0),
      registered: seen.reduce((sum, { status }) => sum + status.registered, 0),
      unhealthy: seen.flatMap(({ status }) => status.unhealthy),
    },
  };
}

async function seenGroup(arn: string, elb: ElasticLoadBalancingV2Client): Promise<SeenTargets> {
  const targets = await registeredTargets(arn, elb);
  const failing = targets.filter((each) => !isHealthy(each)).map(sickTarget);
  const group = failing.length > 0 ? await targetGroup(arn, elb) : undefined;
  return {
    sick: [...failing.map((each) => `target ${sickText(each)}`), ...(group ? [checkText(group)] : [])],
    status: {
      healthy: targets.length - failing.length,
      registered: targets.length,
      unhealthy: failing,
    },
  };
}
