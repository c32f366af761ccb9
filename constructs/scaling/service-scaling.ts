import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { scalingProblems } from "../../environments/rules/scaling";
import { serviceMetric, type Metric } from "../observability/metrics";
import { StepScaling, type ScalableTarget } from "./step-scaling";
import type { StepIn, StepOut } from "./steps";

export interface ServiceScalingProps {
  /** First part of the names of policies, alarms and scheduled actions. */
  readonly name: string;
  readonly clusterName: string;
  /** Name of the ECS service in the cluster. */
  readonly serviceName: string;
  /** Fewest tasks, 0 to 1000. */
  readonly min: number;
  /** Most tasks, 1 to 1000. */
  readonly max: number;
  /** Average CPU use to keep, in percent, 1 to 100. @default not looked at */
  readonly targetCpuPercent?: number;
  /** Average memory use to keep, in percent, 1 to 100. @default not looked at */
  readonly targetMemoryPercent?: number;
  /** Requests for each task in a minute to keep, from 1; only with `target`. @default not looked at */
  readonly targetRequestsPerTaskPerMinute?: number;
  /** Steps of one's own: on CPU, memory, or any metric. @default none */
  readonly steps?: {
    readonly metric: "cpu" | "memory" | Metric;
    readonly out: readonly StepOut[];
    readonly in: readonly StepIn[];
    /** Minutes in a row that the metric must be there, 1 to 60. */
    readonly minutes: number;
  };
  /** Other bounds at other times. @default none */
  readonly schedules?: readonly ScalingSchedule[];
  /** Seconds after a change before the next one in the same direction, 0 to 3600. */
  readonly cooldownSeconds: { readonly out: number; readonly in: number };
  /** Last parts of the ARNs of balancer and target group, as CloudWatch names them. @default none: no balancer */
  readonly target?: { readonly loadBalancerFullName: string; readonly targetGroupFullName: string };
}

export interface ScalingSchedule {
  /** Name of the schedule, letters, digits and hyphens. */
  readonly name: string;
  /** `cron(...)`, `rate(...)` or `at(...)`. */
  readonly at: string;
  /** Name of the time zone database. */
  readonly timezone: string;
  /** Fewest tasks from then on. */
  readonly min: number;
  /** Most tasks from then on. */
  readonly max: number;
}

/**
 * Moves the number of tasks of an ECS service between two bounds: towards a target, in steps, or by the clock. The
 * service itself must leave its number alone.
 */
export class ServiceScaling extends Construct {
  public readonly target: AppautoscalingTarget;
  /** Target tracking by `cpu`, `memory` and `requests`, as far as asked for. */
  public readonly tracking: ReadonlyMap<string, AppautoscalingPolicy>;
  /** Absent without steps. */
  public readonly steps?: StepScaling;
  /** By the names of the schedules. */
  public readonly schedules: ReadonlyMap<string, AppautoscalingScheduledAction>;

  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    const schedules = props.schedules ?? [];
    refuse(
      `scaling of ${shown(props.name)}`,
      scalingProblems("scaling", { ...props, schedules }, props.target !== undefined),
    );

    this.target = new AppautoscalingTarget(this, "target", {
      minCapacity: props.min,
      maxCapacity: props.max,
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
      // A schedule writes the bounds of the target: a deployment at night must not wake what the evening has stopped.
      ...(schedules.length > 0 && { lifecycle: { ignoreChanges: ["min_capacity", "max_capacity"] } }),
    });
    const target = {
      resourceId: this.target.resourceId,
      scalableDimension: this.target.scalableDimension,
      serviceNamespace: this.target.serviceNamespace,
    };
    // One after the other: AWS refuses a second change to a target while the first one is under way.
    const made: ITerraformDependable[] = [this.target];
    const next = <T extends ITerraformDependable>(make: (dependsOn: ITerraformDependable[]) => T): T => {
      const resource = make(made.slice(-1));
      made.push(resource);
      return resource;
    };
    this.tracking = new Map(
      trackedBy(props).map((tracked) => [
        tracked.kind,
        next((dependsOn) => this.track(props, target, tracked, dependsOn)),
      ]),
    );
    if (props.steps) {
      this.steps = new StepScaling(this, "steps", {
        ...props.steps,
        name: props.name,
        target,
        metric: metricOf(props.steps.metric, props),
        cooldownSeconds: props.cooldownSeconds,
        next,
      });
    }
    this.schedules = new Map(
      schedules.map((each) => [
        each.name,
        next((dependsOn) => this.schedule(props.name, target, each, dependsOn)),
      ]),
    );
  }

  private track(
    props: ServiceScalingProps,
    target: ScalableTarget,
    { kind, label, metric, value }: Tracked,
    dependsOn: ITerraformDependable[],
  ): AppautoscalingPolicy {
    return new AppautoscalingPolicy(this, `tracking-${kind}`, {
      name: `${props.name}-${kind}`,
      policyType: "TargetTrackingScaling",
      ...target,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: value,
        scaleOutCooldown: props.cooldownSeconds.out,
        scaleInCooldown: props.cooldownSeconds.in,
        predefinedMetricSpecification: {
          predefinedMetricType: metric,
          ...(label !== undefined && { resourceLabel: label }),
        },
      },
      dependsOn,
    });
  }

  private schedule(
    name: string,
    target: ScalableTarget,
    { name: key, at, timezone, min, max }: ScalingSchedule,
    dependsOn: ITerraformDependable[],
  ): AppautoscalingScheduledAction {
    return new AppautoscalingScheduledAction(this, `schedule-${key}`, {
      name: `${name}-${key}`,
      ...target,
      schedule: at,
      timezone,
      scalableTargetAction: { minCapacity: String(min), maxCapacity: String(max) },
      dependsOn,
    });
  }
}

interface Tracked {
  readonly kind: string;
  readonly metric: string;
  readonly value: number;
  /** Which balancer and target group count the requests. */
  readonly label?: string;
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
function trackedBy(props: ServiceScalingProps): Tracked[] {
  const { target, targetCpuPercent, targetMemoryPercent, targetRequestsPerTaskPerMinute } = props;
  const tracked = (kind: string, metric: string, value: number | undefined): Tracked[] =>
    value === undefined ? [] : [{ kind, metric, value }];
  return [
    ...tracked("cpu", "ECSServiceAverageCPUUtilization", targetCpuPercent),
    ...tracked("memory", "ECSServiceAverageMemoryUtilization", targetMemoryPercent),
    ...tracked("requests", "ALBRequestCountPerTarget", targetRequestsPerTaskPerMinute).map((each) => ({
      ...each,
      ...(target && { label: `${target.loadBalancerFullName}/${target.targetGroupFullName}` }),
    })),
  ];
}

const OWN_METRICS = { cpu: "CPUUtilization", memory: "MemoryUtilization" } as const;

const metricOf = (
  metric: NonNullable<ServiceScalingProps["steps"]>["metric"],
  names: Pick<ServiceScalingProps, "clusterName" | "serviceName">,
): Metric => (typeof metric === "string" ? serviceMetric(names, OWN_METRICS[metric]) : metric);
