import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Metric } from "../observability/metrics";
import { ladderIn, ladderOut, type Ladder, type StepIn, type StepOut } from "./steps";

export interface StepScalingProps {
  /** First part of the names of policies and alarms. */
  readonly name: string;
  readonly target: ScalableTarget;
  readonly metric: Metric;
  /** @default none */
  readonly out?: readonly StepOut[];
  /** @default none */
  readonly in?: readonly StepIn[];
  /** Minutes in a row that the metric must be there, 1 to 60. */
  readonly minutes: number;
  /** Seconds after a change before the next one in the same direction. */
  readonly cooldownSeconds: { readonly out: number; readonly in: number };
  /** Makes a policy after everything else on the target, of which AWS changes one at a time. */
  readonly next: (make: (dependsOn: ITerraformDependable[]) => AppautoscalingPolicy) => AppautoscalingPolicy;
}

/** What is scaled, as its policies name it. */
export interface ScalableTarget {
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly serviceNamespace: string;
}

/** An alarm and a policy for each direction that has steps. */
export class StepScaling extends Construct {
  /** Absent without steps out. */
  public readonly out?: StepDirection;
  /** Absent without steps in. */
  public readonly in?: StepDirection;

  constructor(scope: Construct, id: string, props: StepScalingProps) {
    super(scope, id);
    const up = ladderOut(props.out ?? []);
    const down = ladderIn(props.in ?? []);
    if (up) this.out = new StepDirection(this, "out", { ...props, direction: "out", ladder: up });
    if (down) this.in = new StepDirection(this, "in", { ...props, direction: "in", ladder: down });
  }
}

interface StepDirectionProps extends StepScalingProps {
  readonly direction: "out" | "in";
  readonly ladder: Ladder;
}

/** One direction: the policy, and the alarm that starts it. */
export class StepDirection extends Construct {
  public readonly policy: AppautoscalingPolicy;
  public readonly alarm: CloudwatchMetricAlarm;

  constructor(scope: Construct, id: string, props: StepDirectionProps) {
    super(scope, id);
    const { direction, ladder, metric } = props;
    const name = `${props.name}-scale-${direction}`;

    this.policy = props.next(
      (dependsOn) =>
        new AppautoscalingPolicy(this, "policy", {
          name,
          policyType: "StepScaling",
          ...props.target,
          stepScalingPolicyConfiguration: {
            adjustmentType: "ChangeInCapacity",
            cooldown: props.cooldownSeconds[direction],
            metricAggregationType: aggregation(metric.statistic),
            stepAdjustment: [...ladder.adjustments],
          },
          dependsOn,
        }),
    );
    this.alarm = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: `Scales ${props.name} ${direction}; an alarm here is no fault`,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: metric.dimensions,
      statistic: metric.statistic,
      period: 60,
      evaluationPeriods: props.minutes,
      threshold: ladder.threshold,
      comparisonOperator:
        direction === "out" ? "GreaterThanOrEqualToThreshold" : "LessThanOrEqualToThreshold",
      alarmActions: [this.policy.arn],
    });
  }
}

/** How Application Auto Scaling sums up the points that set the alarm off; sums and counts are averaged. */
const aggregation = (statistic: string): string =>
  statistic === "Minimum" || statistic === "Maximum" ? statistic : "Average";
