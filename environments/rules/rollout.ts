import { shown } from "../errors";
import { regionOf } from "./arn";
import { under } from "./platform";
import { repeated } from "./repeated";
import { mostTasks } from "./scaling";

/** How a service gets from one revision to the next. */
export const STRATEGIES = ["rolling", "blue-green", "canary", "linear"] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Stages of a deployment that can call a Lambda function; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html */
export const HOOK_STAGES = [
  "reconcile-service",
  "pre-scale-up",
  "post-scale-up",
  "test-traffic-shift",
  "post-test-traffic-shift",
  "production-traffic-shift",
  "post-production-traffic-shift",
] as const;
export type HookStage = (typeof HOOK_STAGES)[number];

/** Minutes; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html */
export const MAX_BAKE_MINUTES = 1440;
/** Percent, in steps of 0.1; the same page. */
export const CANARY_PERCENT = { from: 0.1, to: 100 } as const;
/** Percent, in steps of 0.1; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html */
export const STEP_PERCENT = { from: 3, to: 100 } as const;

interface Bounds {
  /** Tasks that keep serving during a deployment, in percent of the count, 0 to 100. */
  readonly minimumHealthyPercent: number;
  /** Tasks old and new together, in percent of the count, 100 to 200. */
  readonly maximumPercent: number;
  /** Seconds a new task may fail the balancer's checks. Absent without a route. */
  readonly healthCheckGraceSeconds?: number;
}

export interface Rolling extends Bounds {
  /** Absent: nothing is said, and a new service rolls. */
  readonly strategy?: "rolling";
}

interface Shifting extends Bounds {
  /** Minutes that the earlier revision stays after all requests go to the new one, 0 to 1440. */
  readonly bakeMinutes: number;
  /** Absent: none. */
  readonly hooks?: readonly LifecycleHook[];
}

interface BlueGreen extends Shifting {
  readonly strategy: "blue-green";
}

interface Canary extends Shifting {
  readonly strategy: "canary";
  /** Share of the requests that tries the new revision, 0.1 to 100. */
  readonly percent: number;
  /** Minutes that it tries, 0 to 1440. */
  readonly canaryBakeMinutes: number;
}

interface Linear extends Shifting {
  readonly strategy: "linear";
  /** Share of the requests that each step moves, 3 to 100. */
  readonly stepPercent: number;
  /** Minutes between steps, 0 to 1440. */
  readonly stepBakeMinutes: number;
}

/** A rollout that runs a second, whole set of tasks and moves requests to it. */
export type ShiftingRollout = BlueGreen | Canary | Linear;
export type Rollout = Rolling | ShiftingRollout;

export interface LifecycleHook {
  /** ARN of a Lambda function, or of an alias or a version of one. */
  readonly lambda: string;
  readonly stages: readonly HookStage[];
  /** ARN of the role with which ECS calls it. Absent: one that is made. */
  readonly role?: string;
  /** What the function is told at each call. Absent: nothing of its own. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** Whether ECS moves requests between two sets of tasks. */
export const shifts = (strategy: Strategy | undefined): boolean =>
  strategy !== undefined && strategy !== "rolling";

export const isShifting = (rollout: Rollout): rollout is ShiftingRollout => shifts(rollout.strategy);

interface RolledOut {
  readonly rollout: Rollout;
  readonly route?: unknown;
  readonly connect?: { readonly server?: unknown };
  readonly mesh?: unknown;
  readonly networkMode?: string;
  readonly runsOn?: { readonly daemon: boolean };
  readonly count: number;
  readonly scaling?: {
    readonly targetRequestsPerTaskPerMinute?: number;
    readonly min: number;
    readonly max: number;
    readonly schedules: readonly { readonly min: number; readonly max: number }[];
  };
}

/**
 * What is wrong with `rollout` of one service.
 *
 * @param path the service as the user wrote it, for example `services.web`
 * @param given the property as it was written
 */
export function rolloutProblems(path: string, service: RolledOut, given: unknown, region: string): string[] {
  const { rollout } = service;
  const name = under(path, "rollout");
  const problems: string[] = [];
  const { healthCheckGraceSeconds, maximumPercent: written } = (given ?? {}) as Partial<Bounds>;
  const { maximumPercent, minimumHealthyPercent } = rollout;
  if (maximumPercent <= minimumHealthyPercent) {
    const room = "a rolling update needs room for one more or one less";
    problems.push(
      written === undefined
        ? `${name}.minimumHealthyPercent must be below maximumPercent (${maximumPercent}), got ${minimumHealthyPercent}; ${room}`
        : `${name}.maximumPercent must be above minimumHealthyPercent (${minimumHealthyPercent}), got ${maximumPercent}; ${room}`,
    );
  } else if (!isShifting(rollout) && service.runsOn?.daemon !== true) {
    // With fewer tasks there is no more room.
    problems.push(...roomProblems(name, rollout, mostTasks(service)));
  }
  if (service.route === undefined && healthCheckGraceSeconds !== undefined) {
    problems.push(`${name}.healthCheckGraceSeconds must not be set without a route, got a value`);
  }
  return isShifting(rollout)
    ? [...problems, ...shiftProblems(path, { ...service, rollout }, region)]
    : problems;
}

/**
 * Bounds between which ECS can neither start nor stop a task, so that every deployment but the first hangs. It rounds the
 * minimum up and the maximum down: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
function roomProblems(
  path: string,
  { maximumPercent, minimumHealthyPercent }: Bounds,
  tasks: number,
): string[] {
  const most = Math.floor((tasks * maximumPercent) / 100);
  const fewest = Math.ceil((tasks * minimumHealthyPercent) / 100);
  if (tasks === 0 || most > tasks || fewest < tasks) return [];
  const step = Math.ceil(100 / tasks);
  return [
    `${path} must let a deployment of ${tasks} ${tasks === 1 ? "task" : "tasks"} start or stop one, got minimumHealthyPercent ${minimumHealthyPercent} (${fewest}, rounded up) and maximumPercent ${maximumPercent} (${most}, rounded down); set maximumPercent to at least ${100 + step}, or minimumHealthyPercent to at most ${100 - step}`,
  ];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html */
function shiftProblems(
  path: string,
  service: RolledOut & { readonly rollout: ShiftingRollout },
  region: string,
): string[] {
  const { connect, mesh, networkMode = "awsvpc", rollout, route, runsOn, scaling } = service;
  const name = under(path, "rollout");
  const rolling = (when: string, why: string): string =>
    `${name} must be "rolling" ${when}, got ${shown(rollout.strategy)}; ${why}`;
  const problems: string[] = [];
  if (runsOn?.daemon === true) {
    problems.push(rolling("for a daemon", "an instance has room for one task of it"));
  }
  if (networkMode !== "awsvpc") {
    problems.push(
      rolling(
        `with network mode ${shown(networkMode)}`,
        "ECS moves requests between tasks with an address of their own",
      ),
    );
  }
  if (mesh !== undefined) {
    problems.push(rolling("beside mesh", "App Mesh finds the tasks of both revisions at once"));
  }
  if (route === undefined && connect?.server === undefined) {
    problems.push(
      rolling(
        "without a route or connect settings of a service that is called",
        "there are no requests that ECS could move",
      ),
    );
  }
  const perTask = scaling?.targetRequestsPerTaskPerMinute;
  if (perTask !== undefined) {
    problems.push(
      `${under(path, "count")}.targetRequestsPerTaskPerMinute must not be set beside rollout ${shown(rollout.strategy)}, got ${perTask}; it counts the requests of one of two target groups`,
    );
  }
  return [...problems, ...hookProblems(name, rollout.hooks ?? [], region)];
}

/** What is wrong with hooks by themselves. */
export function hookProblems(path: string, hooks: readonly LifecycleHook[], region: string): string[] {
  return hooks.flatMap(({ lambda, stages }, index) => {
    const name = `${path}.hooks[${index}]`;
    return [
      ...(regionOf(lambda) === region
        ? []
        : [`${name}.lambda must be in the region of the service (${region}), got ${shown(lambda)}`]),
      ...repeated(stages).map((stage) => `${name}.stages must be different, got ${shown(stage)} twice`),
    ];
  });
}
