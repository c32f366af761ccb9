import type {
  EcsServiceDeploymentConfiguration,
  EcsServiceLoadBalancerAdvancedConfiguration,
} from "@cdktf/provider-aws/lib/ecs-service";
import { shown } from "../../environments/errors";
import {
  isShifting,
  type LifecycleHook,
  type Rollout,
  type Strategy,
} from "../../environments/rules/rollout";
import { deploymentMinutes } from "../../environments/rules/rollout-minutes";
import { canonicalJson } from "../canonical-json";

export type ServiceRollout = Rollout & {
  /** ARN of the role with which ECS calls hooks that name none. @default none: every hook names its own */
  readonly hookRoleArn?: string;
};

/** Between what ECS moves requests. */
export interface TrafficShift {
  readonly alternateTargetGroupArn: string;
  /** ARN of the listener rule that production requests come by. */
  readonly productionRuleArn: string;
  /** ARN of the rule on the test listener. @default none: nobody tries a revision before it serves */
  readonly testRuleArn?: string;
  /** ARN of the role with which ECS changes rules and target groups. */
  readonly roleArn: string;
}

const STRATEGY_NAMES: Readonly<Record<Strategy, string>> = {
  rolling: "ROLLING",
  "blue-green": "BLUE_GREEN",
  canary: "CANARY",
  linear: "LINEAR",
};

/** The strategy as the ECS service says it; `undefined` when nothing is said. */
export function deploymentConfiguration(
  rollout: ServiceRollout,
): EcsServiceDeploymentConfiguration | undefined {
  if (rollout.strategy === undefined) return undefined;
  const strategy = STRATEGY_NAMES[rollout.strategy];
  if (!isShifting(rollout)) return { strategy };
  return {
    strategy,
    bakeTimeInMinutes: String(rollout.bakeMinutes),
    ...(rollout.strategy === "canary" && {
      canaryConfiguration: {
        canaryPercent: rollout.percent,
        canaryBakeTimeInMinutes: String(rollout.canaryBakeMinutes),
      },
    }),
    ...(rollout.strategy === "linear" && {
      linearConfiguration: {
        stepPercent: rollout.stepPercent,
        stepBakeTimeInMinutes: String(rollout.stepBakeMinutes),
      },
    }),
    ...(rollout.hooks && { lifecycleHook: rollout.hooks.map((hook) => lifecycleHook(hook, rollout)) }),
  };
}

const lifecycleHook = (
  { details, lambda, role, stages }: LifecycleHook,
  { hookRoleArn = "" }: { readonly hookRoleArn?: string },
) => ({
  hookTargetArn: lambda,
  roleArn: role ?? hookRoleArn,
  lifecycleStages: stages.map((stage) => stage.toUpperCase().replaceAll("-", "_")),
  ...(details && { hookDetails: canonicalJson(details) }),
});

/** What the service's place behind the balancer says of the second target group. */
export const advancedConfiguration = (shift: TrafficShift): EcsServiceLoadBalancerAdvancedConfiguration => ({
  alternateTargetGroupArn: shift.alternateTargetGroupArn,
  productionListenerRule: shift.productionRuleArn,
  ...(shift.testRuleArn !== undefined && { testListenerRule: shift.testRuleArn }),
  roleArn: shift.roleArn,
});

/** Longest that Terraform waits. */
export const deploymentTimeout = (rollout: Rollout): string => `${deploymentMinutes(rollout)}m`;

interface RolledOut {
  readonly rollout: ServiceRollout;
  readonly target?: { readonly shift?: TrafficShift };
  readonly instances?: { readonly daemon?: boolean };
  readonly networkMode?: string;
}

/** What a service can not be rolled out by, in the words of its props. */
export function rolloutProblems({ instances, networkMode = "awsvpc", rollout, target }: RolledOut): string[] {
  const { healthCheckGraceSeconds: grace, maximumPercent: maximum, minimumHealthyPercent: minimum } = rollout;
  const strategy = shown(rollout.strategy ?? "rolling");
  const problems: string[] = [];
  if (minimum >= maximum) {
    problems.push(
      `rollout.minimumHealthyPercent must be below rollout.maximumPercent, got ${minimum} and ${maximum}; ` +
        "ECS could neither stop nor start a task",
    );
  }
  if (grace !== undefined && target === undefined) {
    problems.push(`rollout.healthCheckGraceSeconds must not be set without target, got ${grace}`);
  }
  if (!isShifting(rollout)) {
    return target?.shift === undefined
      ? problems
      : [...problems, `target.shift must not be set with rollout.strategy ${strategy}, got a value`];
  }
  if (instances?.daemon === true) {
    problems.push(`rollout.strategy must be "rolling" for a daemon, got ${strategy}`);
  }
  if (networkMode !== "awsvpc") {
    problems.push(
      `rollout.strategy must be "rolling" with network mode ${shown(networkMode)}, got ${strategy}`,
    );
  }
  if (target !== undefined && target.shift === undefined) {
    problems.push(`target.shift must be set with rollout.strategy ${strategy}, got nothing`);
  }
  if (rollout.hookRoleArn === undefined && rollout.hooks?.some(({ role }) => role === undefined)) {
    problems.push("rollout.hookRoleArn must be set for hooks without a role, got nothing");
  }
  return problems;
}
