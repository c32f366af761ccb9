import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { alarm } from "./alarm";
import { balancerMetric } from "./metrics";

export interface BalancerAlarmProps {
  /** Name of the alarm, at most 255 characters. */
  readonly name: string;
  /** Last part of the balancer's ARN. */
  readonly loadBalancerFullName: string;
  /** Answers with a 5xx status in one minute, from 1. */
  readonly errorsPerMinute: number;
  /** ARNs of SNS topics that hear of it. */
  readonly actions: readonly string[];
}

/**
 * The load balancer itself answers with 502, 503 or 504: no task was there, or none answered. The alarms of a service do
 * not see it, because such a request never reached one.
 */
export class BalancerAlarm extends Construct {
  public readonly alarm: CloudwatchMetricAlarm;

  constructor(scope: Construct, id: string, props: BalancerAlarmProps) {
    super(scope, id);
    this.alarm = alarm(this, "errors", {
      name: props.name,
      description: `The load balancer answers ${props.errorsPerMinute} or more requests in a minute with a 5xx status of its own, in 3 of 5 minutes. Look for a service without healthy tasks.`,
      threshold: props.errorsPerMinute,
      minutes: { bad: 3, of: 5 },
      measure: balancerMetric(props.loadBalancerFullName, "HTTPCode_ELB_5XX_Count", "Sum"),
      actions: props.actions,
    });
  }
}
