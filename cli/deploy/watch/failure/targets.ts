import type { Service } from "@aws-sdk/client-ecs";
import type {
  ElasticLoadBalancingV2Client,
  TargetGroup,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { joinedWords } from "../../../aws/words";
import { targetGroupsOf } from "../services";
import { isHealthy, registeredTargets, targetGroup } from "../targets";
import { wrapped } from "./text";

/** Targets that are not healthy, and what the load balancer asks them; the latter also when a task failed by it. */
export async function targetLines(
  service: Service,
  failedByCheck: boolean,
  elb: ElasticLoadBalancingV2Client,
): Promise<string[]> {
  const lines: string[] = [];
  for (const arn of targetGroupsOf(service)) {
    const sick = (await registeredTargets(arn, elb)).filter((each) => !isHealthy(each));
    if (sick.length === 0 && !failedByCheck) continue;
    lines.push(...sick.flatMap((each) => wrapped(2, `target ${sickText(sickTarget(each))}`)));
    const group = await targetGroup(arn, elb);
    if (group !== undefined) lines.push(...wrapped(2, checkText(group)));
  }
  return lines;
}

/** A target that is not healthy, in the words of the load balancer. */
export interface SickTarget {
  /** Address and port. */
  readonly target: string;
  readonly state: string;
  readonly reason?: string | undefined;
}

export const sickTarget = ({ Target, TargetHealth }: TargetHealthDescription): SickTarget => ({
  target: [Target?.Id, Target?.Port].filter((each) => each !== undefined).join(":"),
  state: TargetHealth?.State ?? "unknown",
  reason: joinedWords(TargetHealth?.Reason, TargetHealth?.Description),
});

/** Which target it is, and what the load balancer says of it. */
export const sickText = ({ reason, state, target }: SickTarget): string =>
  `${target} is ${state}${reason === undefined ? "" : `, ${reason}`}`;

/** What the load balancer asks, and what it expects. */
export function checkText(group: TargetGroup): string {
  const { HealthCheckPath: path, HealthCheckPort: port = "traffic-port", Matcher } = group;
  const { HealthCheckProtocol: protocol = "HTTP" } = group;
  const codes = Matcher?.HttpCode ?? Matcher?.GrpcCode;
  const place = port === "traffic-port" ? "the port of the container" : `port ${port}`;
  const expected = codes === undefined ? "accept the connection" : `answer ${codes}`;
  const asked = path === undefined ? protocol : `${protocol} ${path}`;
  return (
    `the health check of ${group.TargetGroupName ?? "the target group"}, ${asked} on ${place}, ` +
    `must ${expected} within ${group.HealthCheckTimeoutSeconds ?? "?"} seconds; ` +
    `it is made every ${group.HealthCheckIntervalSeconds ?? "?"} seconds, ` +
    `and a task goes after ${group.UnhealthyThresholdCount ?? "?"} failures in a row`
  );
}
