import { shown } from "../errors";
import { repeated } from "./repeated";
import { isWhole } from "./text";

/** Of one service, by default; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const MAX_TASKS = 5000;
export const MAX_REQUESTS = 1_000_000;
export const MAX_MINUTES = 60;
export const MAX_COOLDOWN_SECONDS = 3600;

/** Scheduled actions of one service; https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html */
const MAX_SCHEDULES = 200;

interface Bounds {
  readonly min: number;
  readonly max: number;
}

export interface ScalingRules extends Bounds {
  readonly targetCpuPercent?: number;
  readonly targetMemoryPercent?: number;
  readonly targetRequestsPerTaskPerMinute?: number;
  readonly steps?: {
    readonly metric: unknown;
    readonly out: readonly { readonly atLeast: number }[];
    readonly in: readonly { readonly atMost: number }[];
    readonly minutes: number;
  };
  readonly cooldownSeconds: { readonly out: number; readonly in: number };
  readonly schedules: readonly (Bounds & { readonly name: string })[];
}

/** What decides how many tasks a service has. */
export interface Counted {
  readonly count: number;
  readonly scaling?: Bounds & { readonly schedules: readonly Bounds[] };
}

/** The fewest tasks that a service has outside of schedules. */
export const fewestTasks = ({ count, scaling }: Counted): number => scaling?.min ?? count;

/** The most tasks that a service can have, also by a schedule. */
export const mostTasks = ({ count, scaling }: Counted): number =>
  (scaling?.schedules ?? []).reduce((most, { max }) => Math.max(most, max), scaling?.max ?? count);

/**
 * What is wrong between the values of a scaled service.
 *
 * @param path the property as the user wrote it, for example `services.web.count`
 * @param routed whether a load balancer counts its requests
 */
export function scalingProblems(path: string, scaling: ScalingRules, routed: boolean): string[] {
  const { schedules, steps, targetRequestsPerTaskPerMinute: requests } = scaling;
  const problems = [...rangeProblems(path, scaling), ...boundsProblems(path, scaling)];
  const targets = [scaling.targetCpuPercent, scaling.targetMemoryPercent, requests];
  if (steps === undefined && schedules.length === 0 && targets.every((target) => target === undefined)) {
    problems.push(
      `${path} must have at least one of targetCpuPercent, targetMemoryPercent, targetRequestsPerTaskPerMinute, steps and schedules beside min and max, got none; nothing would change the number of tasks`,
    );
  }
  if (requests !== undefined && !routed) {
    problems.push(
      `${path}.targetRequestsPerTaskPerMinute must not be set without a route, got ${requests}; the load balancer counts the requests`,
    );
  }
  if (schedules.length > MAX_SCHEDULES) {
    problems.push(`${path}.schedules must have at most ${MAX_SCHEDULES} schedules, got ${schedules.length}`);
  }
  problems.push(...schedules.flatMap((each) => boundsProblems(`${path}.schedules.${each.name}`, each)));
  if (steps) problems.push(...stepProblems(`${path}.steps`, steps));
  return [...problems, ...wakingProblems(path, scaling)];
}

/** Each value by itself, for callers that no schema has asked before. */
function rangeProblems(path: string, scaling: ScalingRules): string[] {
  const { cooldownSeconds, max, min, steps } = scaling;
  const ranges: readonly (readonly [name: string, value: number | undefined, from: number, to: number])[] = [
    ["min", min, 0, MAX_TASKS],
    ["max", max, 1, MAX_TASKS],
    ["targetCpuPercent", scaling.targetCpuPercent, 1, 100],
    ["targetMemoryPercent", scaling.targetMemoryPercent, 1, 100],
    ["targetRequestsPerTaskPerMinute", scaling.targetRequestsPerTaskPerMinute, 1, MAX_REQUESTS],
    ["steps.minutes", steps?.minutes, 1, MAX_MINUTES],
    ["cooldownSeconds.out", cooldownSeconds.out, 0, MAX_COOLDOWN_SECONDS],
    ["cooldownSeconds.in", cooldownSeconds.in, 0, MAX_COOLDOWN_SECONDS],
  ];
  return ranges
    .filter(([, value, from, to]) => value !== undefined && !isWhole(from, to)(value))
    .map(
      ([name, value, from, to]) =>
        `${path}.${name} must be a whole number from ${from} to ${to}, got ${value}`,
    );
}

const boundsProblems = (path: string, { min, max }: Bounds): string[] =>
  min > max ? [`${path}.min must be at most max (${max}), got ${min}`] : [];

function stepProblems(path: string, steps: NonNullable<ScalingRules["steps"]>): string[] {
  const out = steps.out.map(({ atLeast }) => atLeast);
  const into = steps.in.map(({ atMost }) => atMost);
  if (out.length + into.length === 0) return [`${path} must have a step in out or in, got none`];
  const problems = [
    ...repeated(out).map((value) => `${path}.out must have different values of atLeast, got ${value} twice`),
    ...repeated(into).map((value) => `${path}.in must have different values of atMost, got ${value} twice`),
  ];
  const [lowest, highest] = [Math.min(...out), Math.max(...into)];
  if (highest >= lowest) {
    problems.push(
      `${path}.in must be below out, whose lowest atLeast is ${lowest}, got atMost ${highest}; tasks would come and go without end`,
    );
  }
  return problems;
}

/**
 * A service without tasks reports no CPU, no memory and no requests, so no policy on them ever starts one again. A
 * schedule does, and steps on a metric of something else (the length of a queue).
 */
function wakingProblems(path: string, { min, schedules, steps }: ScalingRules): string[] {
  const wakes =
    schedules.some((each) => each.min > 0) || (typeof steps?.metric === "object" && steps.out.length > 0);
  if (wakes) return [];
  const why = "no CPU, memory or requests are reported when no task runs, so nothing would start one again";
  const asleep = schedules.find((each) => each.min === 0);
  return [
    ...(min === 0
      ? [
          `${path}.min must be at least 1, got 0; ${why}; add a schedule with a min above 0, or steps on a metric of your own`,
        ]
      : []),
    ...(min > 0 && asleep
      ? [
          `${path}.schedules must have one with a min above 0 beside ${shown(asleep.name)}, whose min is 0, got none; ${why}`,
        ]
      : []),
  ];
}
