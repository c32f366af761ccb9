import type { AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment as Adjustment } from "@cdktf/provider-aws/lib/appautoscaling-policy";

/** Tasks to add where a metric is at `atLeast` or above. */
export interface StepOut {
  readonly atLeast: number;
  /** 1 to 1000. */
  readonly add: number;
}

/** Tasks to remove where a metric is at `atMost` or below. */
export interface StepIn {
  readonly atMost: number;
  /** 1 to 1000. */
  readonly remove: number;
}

/** Where an alarm goes off, and what is done from there on. */
export interface Ladder {
  readonly threshold: number;
  readonly adjustments: readonly Adjustment[];
}

/**
 * Steps as Application Auto Scaling wants them: distances from the alarm's threshold. At and above it, an interval has
 * its lower end and not its upper one; so the alarm goes off at the lowest step.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function ladderOut(steps: readonly StepOut[]): Ladder | undefined {
  const sorted = [...steps].sort((a, b) => a.atLeast - b.atLeast);
  const [first] = sorted;
  if (first === undefined) return undefined;
  const from = ({ atLeast }: StepOut) => String(atLeast - first.atLeast);
  return {
    threshold: first.atLeast,
    adjustments: sorted.map((step, index) => {
      const next = sorted[index + 1];
      return {
        metricIntervalLowerBound: from(step),
        ...(next && { metricIntervalUpperBound: from(next) }),
        scalingAdjustment: step.add,
      };
    }),
  };
}

/** The mirror image: at and below the threshold an interval has its upper end and not its lower one. */
export function ladderIn(steps: readonly StepIn[]): Ladder | undefined {
  const sorted = [...steps].sort((a, b) => b.atMost - a.atMost);
  const [first] = sorted;
  if (first === undefined) return undefined;
  const from = ({ atMost }: StepIn) => String(atMost - first.atMost);
  return {
    threshold: first.atMost,
    adjustments: sorted.map((step, index) => {
      const next = sorted[index + 1];
      return {
        ...(next && { metricIntervalLowerBound: from(next) }),
        metricIntervalUpperBound: from(step),
        scalingAdjustment: -step.remove,
      };
    }),
  };
}
