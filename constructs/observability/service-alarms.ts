import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { ROUTE_LIMITS, type Thresholds } from "../../environments/rules/observability";
import { alarm, type AlarmProps } from "./alarm";
import { insightsMetric, serviceMetric, type ServiceNames } from "./metrics";
import { errorPercent as errorShare, worst } from "./traffic";

export interface ServiceAlarmsProps {
  /** First part of the alarms' names. */
  readonly name: string;
  /** What CloudWatch calls the service. */
  readonly names: ServiceNames;
  readonly limits: Thresholds;
  /** ARNs of SNS topics that hear of it. */
  readonly actions: readonly string[];
  /** Name of the log group, for the descriptions. */
  readonly logGroup: string;
}

type Definition = Pick<AlarmProps, "description" | "measure" | "minutes" | "threshold">;

/** Errors and slow answers come and go with single requests; 3 bad minutes of 5 are a state. */
const TRAFFIC = { bad: 3, of: 5 } as const;
const STEADY = { bad: 5, of: 5 } as const;
/** Longer than a task or an instance takes to start. */
const PATIENT = { bad: 10, of: 10 } as const;

/** The alarms of one service, each on something that its users or its owner would notice. */
export class ServiceAlarms extends Construct {
  /** By `errors`, `latency-p95`, `latency-p99`, `unhealthy`, `cpu`, `memory` and `missing-tasks`, as far as asked for. */
  public readonly alarms: ReadonlyMap<string, CloudwatchMetricAlarm>;
  /**
   * Names of the alarms that tell a bad release: what its users see. The others do not: a new task uses much CPU, fewer
   * tasks than wanted run while some are replaced, and ECS looks at their health itself.
   */
  public readonly deploymentAlarmNames: readonly string[];

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const { limits } = props;
    refuse(`alarms of ${shown(props.name)}`, problemsOf(props));

    this.alarms = new Map(
      Object.entries({ ...trafficAlarms(props), ...taskAlarms(props) }).map(([kind, definition]) => [
        kind,
        alarm(this, kind, { ...definition, name: `${props.name}-${kind}`, actions: props.actions }),
      ]),
    );
    this.deploymentAlarmNames = limits.rollback
      ? ["errors", "latency-p95"].flatMap((kind) => this.alarms.get(kind)?.alarmName ?? [])
      : [];
  }
}

function trafficAlarms({ limits, logGroup, name, names }: ServiceAlarmsProps): Record<string, Definition> {
  const { route } = names;
  const { errorPercent, latencyP95Ms, latencyP99Ms, unhealthyTasks } = limits;
  if (route === undefined) return {};
  const latency = (percent: number, milliseconds: number): Definition => ({
    description: `${name} takes ${milliseconds} ms or more for the slowest ${100 - percent} % of its answers, in 3 of 5 minutes. Look at its CPU and memory, and at what it calls.`,
    threshold: milliseconds / 1000,
    minutes: TRAFFIC,
    measure: worst(route, "TargetResponseTime", `p${percent}`),
  });
  return {
    ...(errorPercent !== undefined && {
      errors: {
        description: `${name} answers ${errorPercent} % or more of its requests with a 5xx status, in 3 of 5 minutes. Look at its log group ${logGroup}.`,
        threshold: errorPercent,
        minutes: TRAFFIC,
        measure: errorShare(route),
      },
    }),
    ...(latencyP95Ms !== undefined && { "latency-p95": latency(95, latencyP95Ms) }),
    ...(latencyP99Ms !== undefined && { "latency-p99": latency(99, latencyP99Ms) }),
    ...(unhealthyTasks !== undefined && {
      unhealthy: {
        description: `${unhealthyTasks} or more tasks of ${name} fail the health check of the load balancer, for 5 minutes. Look at the events of the service and its log group ${logGroup}.`,
        threshold: unhealthyTasks,
        minutes: STEADY,
        measure: worst(route, "UnHealthyHostCount", "Maximum"),
      },
    }),
  };
}

function taskAlarms({ limits, name, names }: ServiceAlarmsProps): Record<string, Definition> {
  const { cpuPercent, memoryPercent, missingTasks } = limits;
  const use = (what: string, metric: string, percent: number): Definition => ({
    description: `${name} uses ${percent} % or more of its ${what} on average, for 5 minutes. Give it a larger size or more tasks.`,
    threshold: percent,
    minutes: STEADY,
    measure: serviceMetric(names, metric),
  });
  return {
    ...(cpuPercent !== undefined && { cpu: use("CPU", "CPUUtilization", cpuPercent) }),
    ...(memoryPercent !== undefined && { memory: use("memory", "MemoryUtilization", memoryPercent) }),
    ...(missingTasks !== undefined && {
      "missing-tasks": {
        description: `${name} runs with ${missingTasks} or more tasks less than it should, for 10 minutes. Look at the events and the stopped tasks of the service.`,
        threshold: missingTasks,
        minutes: PATIENT,
        measure: {
          expression: "desired - running",
          metrics: {
            desired: insightsMetric(names, "DesiredTaskCount"),
            running: insightsMetric(names, "RunningTaskCount"),
          },
        },
      },
    }),
  };
}

function problemsOf({ limits, names }: ServiceAlarmsProps): string[] {
  if (names.route !== undefined) return [];
  return [
    ...ROUTE_LIMITS.filter((name) => limits[name] !== undefined).map(
      (name) =>
        `limits.${name} must not be set without a route, got ${shown(limits[name])}; the load balancer measures it`,
    ),
    ...(limits.rollback
      ? ["limits.rollback must not be set without a route, got true; no alarm is for deployments"]
      : []),
  ];
}
