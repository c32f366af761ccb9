import { isShifting, type Rollout, type ShiftingRollout } from "./rollout";

/** Above the 10 minutes that the circuit breaker may take with slow health checks; below what a pipeline bears. */
const DEPLOYMENT_MINUTES = 20;

/** The longest that a Lambda function runs; https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const HOOK_MINUTES = 15;

/** Longest that a deployment takes: it is over when the earlier revision is gone, after every wait that is asked for. */
export const deploymentMinutes = (rollout: Rollout): number =>
  DEPLOYMENT_MINUTES + (isShifting(rollout) ? waits(rollout) : 0);

function waits(rollout: ShiftingRollout): number {
  const stages = (rollout.hooks ?? []).reduce((sum, hook) => sum + hook.stages.length, 0);
  return rollout.bakeMinutes + stages * HOOK_MINUTES + shiftMinutes(rollout);
}

function shiftMinutes(rollout: ShiftingRollout): number {
  switch (rollout.strategy) {
    case "blue-green":
      return 0;
    case "canary":
      return rollout.canaryBakeMinutes;
    case "linear":
      // After the last step comes `bakeMinutes`.
      return (Math.ceil(100 / rollout.stepPercent) - 1) * rollout.stepBakeMinutes;
  }
}
