import { z } from "zod";
import type { Thresholds } from "../rules/observability";
import * as text from "../rules/text";
import { arn, flag, leaf, object, shaped } from "../schema/leaves";
import { kmsKeyArn } from "./secret";

/** Alarms, their topic, the dashboard and the key of the logs: what people write in `observability`. */
export interface ObservabilityInput {
  /** Alarms of every service, and who hears of them; `false` for none. @default alarms on, a topic without subscribers */
  readonly alarms?: false | AlarmsInput;
  /** A CloudWatch dashboard with a row for each service. @default true */
  readonly dashboard?: boolean;
  /**
   * ARN of a KMS key for every log group of the environment: services, ECS Exec, databases, flow logs; its policy must
   * let CloudWatch Logs of the region use it. @default the key that CloudWatch Logs owns
   */
  readonly logKey?: string;
}

export interface AlarmsInput {
  /** Addresses that get a mail for each alarm, after they confirmed the subscription. @default none */
  readonly emails?: readonly string[];
  /** ARN of an SNS topic of yours in the same region instead of a new one. @default a new, encrypted topic */
  readonly topic?: string;
  /** Limits of every service that says nothing else. @default those of each property */
  readonly thresholds?: ThresholdsInput;
  /** Answers of the load balancer itself with a 5xx status, such as 503 without a healthy task, in one minute, 1 to 1000000; `false` for no alarm. @default 10 */
  readonly balancerErrorsPerMinute?: number | false;
}

/** When the alarms of a service go off; `false` for no alarm. */
export interface ThresholdsInput {
  /** Share of 5xx answers in percent, in 3 of 5 minutes, 1 to 100; with a route. @default 5 */
  readonly errorPercent?: number | false;
  /** Milliseconds within which 95 % of the answers come, in 3 of 5 minutes, 1 to 600000; with a route. @default 1000 */
  readonly latencyP95Ms?: number | false;
  /** Milliseconds within which 99 % of the answers come, in 3 of 5 minutes, 1 to 600000; with a route. @default 3000 */
  readonly latencyP99Ms?: number | false;
  /** Tasks that fail the load balancer's health check for 5 minutes, 1 to 1000; with a route. @default 1 */
  readonly unhealthyTasks?: number | false;
  /** Average CPU use of the tasks in percent, for 5 minutes, 1 to 100. @default 90 */
  readonly cpuPercent?: number | false;
  /** Average memory use of the tasks in percent, for 5 minutes, 1 to 100. @default 90 */
  readonly memoryPercent?: number | false;
  /** Tasks that should run and do not, for 10 minutes, 1 to 1000; needs Container Insights. @default 1, or false without them */
  readonly missingTasks?: number | false;
  /** The alarms on errors and on `latencyP95Ms` roll a deployment back that sets them off; with a route. @default true */
  readonly rollback?: boolean;
}

export interface Observability {
  /** Absent: no alarms. */
  readonly alarms?: {
    readonly emails: readonly string[];
    /** Absent: a topic of the environment's own. */
    readonly topic?: string;
    /** Absent: no such alarm. */
    readonly balancerErrorsPerMinute?: number;
  };
  readonly dashboard: boolean;
  readonly logKey?: string;
}

/** https://www.rfc-editor.org/errata/eid1690 */
const MAX_EMAIL_LENGTH = 254;

const orNone = (from: number, to: number) =>
  leaf(
    (value): value is number | false => value === false || text.isWhole(from, to)(value),
    `must be a whole number from ${from} to ${to}, or false for no alarm`,
  ).optional();

const thresholds = object({
  errorPercent: orNone(1, 100),
  latencyP95Ms: orNone(1, 600_000),
  latencyP99Ms: orNone(1, 600_000),
  unhealthyTasks: orNone(1, 1000),
  cpuPercent: orNone(1, 100),
  memoryPercent: orNone(1, 100),
  missingTasks: orNone(1, 1000),
  rollback: flag.optional(),
});

const unless = <T extends object>(schema: z.ZodType<T>) =>
  shaped<false | T>((value) => (value === false ? z.literal(false) : schema)).optional();

/** `alarms` of a service. */
export const serviceAlarmsSchema = unless<ThresholdsInput>(thresholds);

export const observabilitySchema = object({
  alarms: unless<AlarmsInput>(
    object({
      emails: z
        .array(leaf(text.matches(z.regexes.email, MAX_EMAIL_LENGTH), "must be an email address"))
        .optional(),
      topic: arn("topic").optional(),
      thresholds: thresholds.optional(),
      balancerErrorsPerMinute: orNone(1, 1_000_000),
    }),
  ),
  dashboard: flag.optional(),
  logKey: kmsKeyArn.optional(),
});

/** `undefined` when nothing is asked for. */
export function resolveObservability(input: ObservabilityInput | undefined): Observability | undefined {
  if (input === undefined) return undefined;
  const alarms = input.alarms ?? {};
  return {
    ...(alarms !== false && {
      alarms: {
        emails: alarms.emails ?? [],
        ...(alarms.topic !== undefined && { topic: alarms.topic }),
        ...limits({ balancerErrorsPerMinute: alarms.balancerErrorsPerMinute ?? 10 }),
      },
    }),
    dashboard: input.dashboard ?? true,
    ...(input.logKey !== undefined && { logKey: input.logKey }),
  };
}

/**
 * The limits of one service: its own, else those of the environment, else the defaults.
 *
 * @param has what the service has that can be measured
 */
export function resolveThresholds(
  environment: ObservabilityInput | undefined,
  service: false | ThresholdsInput | undefined,
  has: { readonly route: boolean; readonly insights: boolean },
): Thresholds | undefined {
  if (environment === undefined || environment.alarms === false || service === false) return undefined;
  const given: ThresholdsInput = { ...environment.alarms?.thresholds, ...service };
  return {
    ...(has.route &&
      limits({
        errorPercent: given.errorPercent ?? 5,
        latencyP95Ms: given.latencyP95Ms ?? 1000,
        latencyP99Ms: given.latencyP99Ms ?? 3000,
        unhealthyTasks: given.unhealthyTasks ?? 1,
      })),
    ...limits({ cpuPercent: given.cpuPercent ?? 90, memoryPercent: given.memoryPercent ?? 90 }),
    ...(has.insights && limits({ missingTasks: given.missingTasks ?? 1 })),
    rollback: has.route && (given.rollback ?? true),
  };
}

/** Those that have an alarm. */
const limits = <T extends Readonly<Record<string, number | false>>>(all: T) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== false)) as {
    readonly [K in keyof T]?: number;
  };
