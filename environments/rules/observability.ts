import { shown } from "../errors";
import { repeated } from "./repeated";

/** When the alarms of a service go off; a limit that is absent has no alarm. */
export interface Thresholds {
  /** Share of 5xx answers in percent, 1 to 100; with a route. */
  readonly errorPercent?: number;
  /** Milliseconds within which 95 % of the answers come, from 1; with a route. */
  readonly latencyP95Ms?: number;
  /** Milliseconds within which 99 % of the answers come, from 1; with a route. */
  readonly latencyP99Ms?: number;
  /** Tasks that fail the balancer's health check, from 1; with a route. */
  readonly unhealthyTasks?: number;
  /** Average CPU use in percent, 1 to 100. */
  readonly cpuPercent?: number;
  /** Average memory use in percent, 1 to 100. */
  readonly memoryPercent?: number;
  /** Tasks that should run and do not, from 1; needs Container Insights. */
  readonly missingTasks?: number;
  /** Alarms on errors and on `latencyP95Ms` are for deployments too. */
  readonly rollback: boolean;
}

/** Limits that only the load balancer can measure. */
export const ROUTE_LIMITS = ["errorPercent", "latencyP95Ms", "latencyP99Ms", "unhealthyTasks"] as const;

/** What a service can not say without a route: those, and what hangs on them. */
const OF_ROUTES = [...ROUTE_LIMITS, "rollback"] as const;

type Limits = Readonly<Partial<Record<(typeof OF_ROUTES)[number] | "missingTasks", number | boolean>>>;

interface AlarmSettings {
  readonly emails?: readonly string[];
  readonly topic?: string;
  readonly thresholds?: Limits;
}

/** What is wrong with `observability` in its environment. */
export function observabilityProblems(
  settings: { readonly alarms?: false | AlarmSettings } | undefined,
  environment: { readonly insights: boolean },
): string[] {
  const alarms = settings?.alarms;
  if (alarms === undefined || alarms === false) return [];
  const path = "observability.alarms";
  const { emails = [], topic } = alarms;
  const problems: string[] = [];
  if (topic !== undefined && emails.length > 0) {
    problems.push(
      `${path}.emails must not be set beside topic, got ${emails.length}; subscribe them where the topic is made`,
    );
  }
  problems.push(
    ...repeated(emails).map((email) => `${path}.emails must be different, got ${shown(email)} twice`),
  );
  return [...problems, ...insightsProblems(`${path}.thresholds`, alarms.thresholds, environment.insights)];
}

/**
 * What is wrong with `alarms` of one service.
 *
 * @param path the property as the user wrote it, for example `services.web.alarms`
 */
export function serviceAlarmProblems(
  path: string,
  given: false | Limits | undefined,
  has: { readonly alarms: boolean; readonly route: boolean; readonly insights: boolean },
): string[] {
  if (given === undefined || given === false) return [];
  if (!has.alarms) {
    return [
      `${path} must not be set without observability.alarms, got limits; add observability to the environment`,
    ];
  }
  const unseen = has.route
    ? []
    : OF_ROUTES.filter((name) => given[name] !== undefined && given[name] !== false);
  return [
    ...unseen.map(
      (name) =>
        `${path}.${name} must not be set without a route, got ${shown(given[name])}; the load balancer measures it`,
    ),
    ...insightsProblems(path, given, has.insights),
  ];
}

const insightsProblems = (path: string, given: Limits | undefined, insights: boolean): string[] =>
  !insights && typeof given?.missingTasks === "number"
    ? [
        `${path}.missingTasks must not be set when cluster.containerInsights is "disabled", got ${given.missingTasks}; Container Insights count the tasks`,
      ]
    : [];
