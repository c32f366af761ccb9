import { z } from "zod";
import {
  CANARY_PERCENT,
  HOOK_STAGES,
  MAX_BAKE_MINUTES,
  STEP_PERCENT,
  STRATEGIES,
  type HookStage,
  type Rollout,
  type Strategy,
} from "../rules/rollout";
import { arn, filled, flag, has, leaf, object, oneOf, shaped, string, whole } from "../schema/leaves";

/**
 * How a service gets from one revision to the next. `"rolling"` replaces tasks a few at a time. `"blue-green"`,
 * `"canary"` and `"linear"` start a second, whole set of tasks and move the requests to it: all at once, a share first,
 * or in steps; an alarm takes them back at once. What that needs (a second target group, a role, rules) is made.
 */
export type RolloutInput = Strategy | RollingInput | BlueGreenInput | CanaryInput | LinearInput;

export interface RollingInput extends GraceInput {
  /** Replaces tasks a few at a time. @default "rolling" for a new service; say it to come back from another one */
  readonly strategy?: "rolling";
  /** Tasks that keep serving, in percent of `count`, 0 to 100. @default 100, or 0 for a daemon */
  readonly minimumHealthyPercent?: number;
  /** Tasks old and new together, in percent of `count`, 100 to 200, above the minimum. @default 200, or 100 for a daemon */
  readonly maximumPercent?: number;
}

interface GraceInput {
  /** Seconds a new task may fail the balancer's checks before it counts, 0 to 2147483647. @default 60 with a route */
  readonly healthCheckGraceSeconds?: number;
}

interface ShiftInput extends GraceInput {
  /**
   * Minutes that the earlier revision stays after the last request went to the new one, 0 to 1440; until then going back
   * takes seconds. @default 10, twice as long as the alarms look back
   */
  readonly bakeMinutes?: number;
  /** Lambda functions that ECS asks at stages of the deployment; one that answers `FAILED` rolls it back. @default none */
  readonly hooks?: readonly HookInput[];
}

/** All requests at once. */
export interface BlueGreenInput extends ShiftInput {
  /** A second, whole set of tasks, and all requests moved to it at once. */
  readonly strategy: "blue-green";
}

/** A share of the requests first, then the rest. */
export interface CanaryInput extends ShiftInput {
  /** A second, whole set of tasks, which a share of the requests tries first. */
  readonly strategy: "canary";
  /** Share of the requests that tries the new revision, in percent, 0.1 to 100 in steps of 0.1. @default 5 */
  readonly percent?: number;
  /** Minutes that it tries, 0 to 1440. @default 10 */
  readonly canaryBakeMinutes?: number;
}

/** The same share of the requests again and again. */
export interface LinearInput extends ShiftInput {
  /** A second, whole set of tasks, to which the requests move in equal steps. */
  readonly strategy: "linear";
  /** Share of the requests that each step moves, in percent, 3 to 100 in steps of 0.1. @default 10 */
  readonly stepPercent?: number;
  /** Minutes between two steps, 0 to 1440. @default 6 */
  readonly stepBakeMinutes?: number;
}

export interface HookInput {
  /** ARN of a Lambda function that is there, or of an alias or a version of one. */
  readonly lambda: string;
  /** When it is called, at least one. With a test listener, `post-test-traffic-shift` is the moment to try the new revision. */
  readonly stages: readonly HookStage[];
  /**
   * ARN of the role with which ECS calls it; roles of `delivery` can hand it over only when its name begins with
   * `<project>-<name>-`. @default one that is made, which may call exactly these functions
   */
  readonly role?: string;
  /** What the function is told at each call, beside what ECS says. @default nothing */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** Long enough for alarms that look at 5 minutes. */
const BAKE_MINUTES = 10;

/** What ECS itself takes; the pages of `CANARY_PERCENT` and `STEP_PERCENT`. */
const CANARY = { percent: 5, canaryBakeMinutes: 10 } as const;
const LINEAR = { stepPercent: 10, stepBakeMinutes: 6 } as const;

const minutes = whole(0, MAX_BAKE_MINUTES);
const grace = { healthCheckGraceSeconds: whole(0, 2_147_483_647).optional() };

const tenths = ({ from, to }: { readonly from: number; readonly to: number }) =>
  leaf(
    (value): value is number =>
      typeof value === "number" &&
      value >= from &&
      value <= to &&
      Number.isInteger(Number((value * 10).toFixed(9))),
    `must be a number from ${from} to ${to} with at most one decimal`,
  );

const onlyRolling = leaf(
  (value): value is undefined => value === undefined,
  "must be set only for a rolling update, as ECS starts a whole second set of tasks for this strategy",
).optional();

const hook = object({
  lambda: arn("lambda"),
  stages: z.array(oneOf(...HOOK_STAGES)).min(1, "must name at least one stage"),
  role: arn("passedRole").optional(),
  details: z
    .record(
      filled,
      shaped<string | number | boolean>((value) =>
        typeof value === "boolean"
          ? flag
          : typeof value === "number"
            ? leaf((each): each is number => Number.isFinite(each), "must be a finite number")
            : string,
      ),
    )
    .optional(),
});

const shift = {
  bakeMinutes: minutes.optional(),
  hooks: z.array(hook).optional(),
  minimumHealthyPercent: onlyRolling,
  maximumPercent: onlyRolling,
  ...grace,
};

const VARIANTS: Readonly<Record<Strategy, z.ZodType<RolloutInput>>> = {
  rolling: object({
    strategy: oneOf("rolling").optional(),
    minimumHealthyPercent: whole(0, 100).optional(),
    maximumPercent: whole(100, 200).optional(),
    ...grace,
  }),
  "blue-green": object({ strategy: oneOf("blue-green"), ...shift }),
  canary: object({
    strategy: oneOf("canary"),
    percent: tenths(CANARY_PERCENT).optional(),
    canaryBakeMinutes: minutes.optional(),
    ...shift,
  }),
  linear: object({
    strategy: oneOf("linear"),
    stepPercent: tenths(STEP_PERCENT).optional(),
    stepBakeMinutes: minutes.optional(),
    ...shift,
  }),
};

const unknownStrategy = z.looseObject({ strategy: oneOf(...STRATEGIES) }) as z.ZodType<RolloutInput>;

export const rolloutSchema = shaped<RolloutInput>((value) => {
  if (typeof value !== "object" || value === null) return oneOf(...STRATEGIES);
  if (!has(value, "strategy")) return VARIANTS.rolling;
  const strategy = STRATEGIES.find((each) => each === (value as { strategy: unknown }).strategy);
  return strategy === undefined ? unknownStrategy : VARIANTS[strategy];
});

const isRolling = (given: Exclude<RolloutInput, string>): given is RollingInput =>
  given.strategy === undefined || given.strategy === "rolling";

/** @param service what the service has that changes a default */
export function resolveRollout(
  input: RolloutInput | undefined,
  service: { readonly route: boolean; readonly daemon: boolean },
): Rollout {
  const given: Exclude<RolloutInput, string> =
    typeof input === "string" ? { strategy: input } : (input ?? {});
  const graceSeconds = service.route && { healthCheckGraceSeconds: given.healthCheckGraceSeconds ?? 60 };
  if (isRolling(given)) {
    return {
      minimumHealthyPercent: given.minimumHealthyPercent ?? (service.daemon ? 0 : 100),
      maximumPercent: given.maximumPercent ?? (service.daemon ? 100 : 200),
      ...graceSeconds,
      ...(given.strategy && { strategy: given.strategy }),
    };
  }
  const all = {
    // The whole second set, and no task less: what ECS does for these strategies, whatever else is said.
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    ...graceSeconds,
    bakeMinutes: given.bakeMinutes ?? BAKE_MINUTES,
    ...(given.hooks && given.hooks.length > 0 && { hooks: given.hooks }),
  };
  switch (given.strategy) {
    case "blue-green":
      return { ...all, strategy: given.strategy };
    case "canary":
      return {
        ...all,
        strategy: given.strategy,
        percent: given.percent ?? CANARY.percent,
        canaryBakeMinutes: given.canaryBakeMinutes ?? CANARY.canaryBakeMinutes,
      };
    case "linear":
      return {
        ...all,
        strategy: given.strategy,
        stepPercent: given.stepPercent ?? LINEAR.stepPercent,
        stepBakeMinutes: given.stepBakeMinutes ?? LINEAR.stepBakeMinutes,
      };
  }
}
