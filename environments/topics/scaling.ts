import { z } from "zod";
import { didYouMean } from "../problems";
import { byName } from "../rules/by-name";
import { isMetricNamespace, METRIC_NAMESPACE } from "../rules/metric-namespace";
import { MAX_COOLDOWN_SECONDS, MAX_MINUTES, MAX_REQUESTS, MAX_TASKS } from "../rules/scaling";
import { scheduleRule } from "../rules/schedule";
import * as text from "../rules/text";
import { isTimeZone, nearestTimeZone } from "../rules/time-zone";
import { leaf, name, object, oneOf, shaped, whole } from "../schema/leaves";

/** How many tasks run: between bounds, by what they have to do or by the clock. */
export interface ScalingInput {
  /** Fewest tasks, 0 to 5000; also those that a new service starts with. */
  readonly min: number;
  /** Most tasks, 1 to 5000. */
  readonly max: number;
  /** Keep the average CPU use of the tasks here, in percent of what they have, 1 to 100. @default not looked at */
  readonly targetCpuPercent?: number;
  /** Keep the average memory use of the tasks here, in percent of what they have, 1 to 100. @default not looked at */
  readonly targetMemoryPercent?: number;
  /** Keep the requests that each task gets in a minute here, 1 to 1000000; needs a `route`. @default not looked at */
  readonly targetRequestsPerTaskPerMinute?: number;
  /** Add and remove tasks in steps of your own. @default none */
  readonly steps?: StepsInput;
  /**
   * Other bounds at other times, by name. A schedule sets `min` and `max` of the running service; from the first one
   * on they follow the schedules alone, and a deployment leaves them as they are. @default none
   */
  readonly schedules?: Readonly<Record<string, ScheduleInput>>;
  /** Seconds after a change before the next one in the same direction, each 0 to 3600. @default out 60, in 300 */
  readonly cooldownSeconds?: { readonly out?: number; readonly in?: number };
}

export interface StepsInput {
  /** What is measured: use in percent of what the tasks have, or any metric in CloudWatch. */
  readonly metric: "cpu" | "memory" | MetricInput;
  /** Tasks to add; at the highest `atLeast` that is reached. At most 20. @default none */
  readonly out?: readonly { readonly atLeast: number; readonly add: number }[];
  /** Tasks to remove; at the lowest `atMost` that is reached. At most 20. @default none */
  readonly in?: readonly { readonly atMost: number; readonly remove: number }[];
  /** Minutes in a row that the metric must be there, 1 to 60. @default 3 */
  readonly minutes?: number;
}

export interface MetricInput {
  /** Namespace of the metric, for example `AWS/SQS`. */
  readonly namespace: string;
  /** Name of the metric, for example `ApproximateNumberOfMessagesVisible`. */
  readonly name: string;
  /** At most 30. @default none */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** How the points of a minute become one number. @default "Average" */
  readonly statistic?: "Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount";
}

export interface ScheduleInput {
  /** `cron(minutes hours day month weekday year)`, for example `cron(0 20 ? * MON-FRI *)`; `rate(...)`; `at(2027-01-31T18:00:00)`. */
  readonly at: string;
  /** Time zone of `at`, for example `Europe/Berlin`; summer time is followed. @default "UTC" */
  readonly timezone?: string;
  /** Fewest tasks from then on, 0 to 5000. */
  readonly min: number;
  /** Most tasks from then on, 0 to 5000; 0 stops the service. */
  readonly max: number;
}

export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly targetCpuPercent?: number;
  readonly targetMemoryPercent?: number;
  readonly targetRequestsPerTaskPerMinute?: number;
  readonly steps?: Steps;
  /** In the order of their names. */
  readonly schedules: readonly Schedule[];
  readonly cooldownSeconds: { readonly out: number; readonly in: number };
}

export interface Steps {
  readonly metric: "cpu" | "memory" | Metric;
  /** Lowest first. */
  readonly out: readonly { readonly atLeast: number; readonly add: number }[];
  /** Highest first. */
  readonly in: readonly { readonly atMost: number; readonly remove: number }[];
  readonly minutes: number;
}

export type Metric = Required<MetricInput>;

export type Schedule = Required<ScheduleInput> & { readonly name: string };

/** https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html */
const MAX_STEPS = 20;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MAX_DIMENSIONS = 30;

/** Characters: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html and `API_Dimension` */
const MAX_METRIC_NAME = 255;
const MAX_DIMENSION_NAME = 255;
const MAX_DIMENSION_VALUE = 1024;

const ascii = (max: number) =>
  leaf(
    text.matches(/^(?! +$)[\x20-\x7e]+$/, max),
    `must have 1 to ${max} printable ASCII characters, not only blanks`,
  );

const number = leaf(
  (value): value is number => typeof value === "number" && Number.isFinite(value),
  "must be a number",
);
const metric = object({
  namespace: leaf(isMetricNamespace, METRIC_NAMESPACE),
  name: ascii(MAX_METRIC_NAME),
  dimensions: z
    .record(
      leaf(
        text.matches(/^[!-9;-~][\x20-\x7e]*$/, MAX_DIMENSION_NAME),
        `must have 1 to ${MAX_DIMENSION_NAME} printable ASCII characters, and not begin with a colon or a blank`,
      ),
      ascii(MAX_DIMENSION_VALUE),
    )
    .refine(
      (dimensions) => Object.keys(dimensions).length <= MAX_DIMENSIONS,
      `must have at most ${MAX_DIMENSIONS} dimensions`,
    )
    .optional(),
  statistic: oneOf("Average", "Sum", "Minimum", "Maximum", "SampleCount").optional(),
});
const listOf = <T>(step: z.ZodType<T>) =>
  z.array(step).max(MAX_STEPS, `must have at most ${MAX_STEPS} steps`).optional();

const schedule = object({
  at: z.custom<string>().superRefine((value, context) => {
    const must = typeof value === "string" ? scheduleRule(value) : "must be a string";
    if (must !== undefined) context.addIssue({ code: "custom", message: must });
  }),
  timezone: leaf(isTimeZone, "must be a time zone such as Europe/Berlin", (value) => {
    const zone = nearestTimeZone(value);
    if (zone === undefined) return "";
    return /^Etc\/GMT[+-]/.test(zone)
      ? `; write ${JSON.stringify(zone)}, whose sign is reversed`
      : didYouMean(zone, value);
  }).optional(),
  min: whole(0, MAX_TASKS),
  max: whole(0, MAX_TASKS),
});

const seconds = whole(0, MAX_COOLDOWN_SECONDS);

const scaling = object({
  min: whole(0, MAX_TASKS),
  max: whole(1, MAX_TASKS),
  targetCpuPercent: whole(1, 100).optional(),
  targetMemoryPercent: whole(1, 100).optional(),
  targetRequestsPerTaskPerMinute: whole(1, MAX_REQUESTS).optional(),
  steps: object({
    metric: shaped<StepsInput["metric"]>((value) =>
      typeof value === "object" ? metric : oneOf("cpu", "memory"),
    ),
    out: listOf(object({ atLeast: number, add: whole(1, MAX_TASKS) })),
    in: listOf(object({ atMost: number, remove: whole(1, MAX_TASKS) })),
    minutes: whole(1, MAX_MINUTES).optional(),
  }).optional(),
  schedules: z.record(name, schedule).optional(),
  cooldownSeconds: object({ out: seconds.optional(), in: seconds.optional() }).optional(),
});

export const countSchema = shaped<number | ScalingInput>((value) =>
  typeof value === "object" && value !== null ? scaling : whole(0, MAX_TASKS),
);

/** `undefined` for a fixed number of tasks. */
export function resolveScaling(input: number | ScalingInput | undefined): Scaling | undefined {
  if (typeof input !== "object") return undefined;
  const { steps } = input;
  return {
    min: input.min,
    max: input.max,
    ...(input.targetCpuPercent !== undefined && { targetCpuPercent: input.targetCpuPercent }),
    ...(input.targetMemoryPercent !== undefined && { targetMemoryPercent: input.targetMemoryPercent }),
    ...(input.targetRequestsPerTaskPerMinute !== undefined && {
      targetRequestsPerTaskPerMinute: input.targetRequestsPerTaskPerMinute,
    }),
    ...(steps && {
      steps: {
        metric:
          typeof steps.metric === "string"
            ? steps.metric
            : { dimensions: {}, statistic: "Average" as const, ...steps.metric },
        out: [...(steps.out ?? [])].sort((a, b) => a.atLeast - b.atLeast),
        in: [...(steps.in ?? [])].sort((a, b) => b.atMost - a.atMost),
        minutes: steps.minutes ?? 3,
      },
    }),
    schedules: byName(input.schedules ?? {}).map(([key, each]) => ({ name: key, timezone: "UTC", ...each })),
    cooldownSeconds: { out: 60, in: 300, ...input.cooldownSeconds },
  };
}
