import { EcsService, type EcsServiceCapacityProviderStrategy } from "@cdktf/provider-aws/lib/ecs-service";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import type { Reach, ServicePart } from "../task/part";
import { truthfulDeployment } from "./deployment";
import { ServiceSecurity } from "./security";

export interface ServiceProps {
  /** Name of the service in its cluster, letters, digits, `-` and `_`, at most 200 characters. */
  readonly name: string;
  readonly clusterArn: string;
  /** Revision that the service runs, and the container and port that get requests; no port: nothing connects. */
  readonly taskDefinition: { readonly arn: string; readonly containerName: string; readonly port?: number };
  /** Tasks that run, 0 or more. */
  readonly count: number;
  /** Subnets of the tasks: private ones, or public ones with `publicIp`. */
  readonly network: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  /** Target group that tasks register with, and the group of its balancer. @default none: no balancer */
  readonly target?: { readonly targetGroupArn: string; readonly loadBalancerSecurityGroupId: string };
  /** A public address for each task, and the IPv4 ranges that may connect to its port. @default none */
  readonly publicIp?: { readonly allowedCidrs: readonly string[] };
  /** Shares of Fargate and Fargate Spot, at least one. */
  readonly capacity: ServiceCapacity;
  readonly rollout: ServiceRollout;
  /** Allow `aws ecs execute-command` into the tasks. */
  readonly exec: boolean;
  /** Something else sets the number of tasks after the first deployment. @default false */
  readonly scaled?: boolean;
  /** Where the tasks connect to, beyond HTTPS. @default nowhere */
  readonly reaches?: readonly Reach[];
  /** Blocks that features of the task bring. @default none */
  readonly parts?: ServicePart;
  /** What must be there before tasks start: rights of the roles, the listener rule. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

export interface ServiceCapacity {
  readonly fargate?: CapacityShare;
  readonly fargateSpot?: CapacityShare;
}

export interface CapacityShare {
  /** Tasks placed here before weights count, 0 to 100000. */
  readonly base: number;
  /** Relative share, 0 to 1000. */
  readonly weight: number;
}

export interface ServiceRollout {
  /** Tasks that keep serving during a deployment, in percent of `count`, 0 to 100. */
  readonly minimumHealthyPercent: number;
  /** Tasks old and new together, in percent of `count`, 100 to 200. */
  readonly maximumPercent: number;
  /** Seconds a new task may fail the balancer's checks; only with `target`. @default 0 with `target` */
  readonly healthCheckGraceSeconds?: number;
}

/** Above the 10 minutes that the circuit breaker may take with slow health checks; below what a pipeline bears. */
const DEPLOYMENT_TIMEOUT = "20m";

/**
 * An ECS service that is deployed truthfully: `apply` ends well only when the asked-for revision serves. New tasks that
 * do not become healthy are stopped, the earlier revision is restored, and `apply` fails.
 */
export class Service extends Construct {
  public readonly service: EcsService;
  public readonly securityGroup: SecurityGroup;
  public readonly securityGroupId: string;
  public readonly ingress: readonly VpcSecurityGroupIngressRule[];
  /** Way from the balancer to the tasks; present exactly with `target`. */
  public readonly lbEgress?: VpcSecurityGroupEgressRule;
  public readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    refuse(`service ${shown(props.name)}`, problemsOf(props));
    const { network, publicIp, rollout, target, taskDefinition } = props;
    const dependsOn = props.dependsOn ?? [];

    const security = new ServiceSecurity(this, "security", {
      name: props.name,
      vpcId: network.vpcId,
      port: taskDefinition.port,
      loadBalancerSecurityGroupId: target?.loadBalancerSecurityGroupId,
      allowedCidrs: publicIp?.allowedCidrs,
      reaches: props.reaches,
    });
    this.service = new EcsService(this, "service", {
      name: props.name,
      cluster: props.clusterArn,
      taskDefinition: taskDefinition.arn,
      desiredCount: props.count,
      capacityProviderStrategy: strategy(props.capacity),
      networkConfiguration: {
        assignPublicIp: publicIp !== undefined,
        securityGroups: [security.group.id],
        subnets: [...network.subnetIds],
      },
      loadBalancer:
        target === undefined || taskDefinition.port === undefined
          ? undefined
          : [
              {
                targetGroupArn: target.targetGroupArn,
                containerName: taskDefinition.containerName,
                containerPort: taskDefinition.port,
              },
            ],
      healthCheckGracePeriodSeconds:
        target === undefined ? undefined : (rollout.healthCheckGraceSeconds ?? 0),
      deploymentController: { type: "ECS" },
      deploymentMinimumHealthyPercent: rollout.minimumHealthyPercent,
      deploymentMaximumPercent: rollout.maximumPercent,
      // ECS refuses rebalancing where it may not start a task before it stops one.
      availabilityZoneRebalancing: rollout.maximumPercent > 100 ? "ENABLED" : "DISABLED",
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // The provider refuses to change the capacity of a service without it.
      forceNewDeployment: true,
      waitForSteadyState: true,
      enableExecuteCommand: props.exec,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      ...props.parts,
      timeouts: { create: DEPLOYMENT_TIMEOUT, update: DEPLOYMENT_TIMEOUT, delete: DEPLOYMENT_TIMEOUT },
      dependsOn: [...dependsOn, ...security.rules],
      lifecycle: {
        postcondition: [truthfulDeployment(props.name, taskDefinition.arn)],
        ...(props.scaled === true ? { ignoreChanges: ["desired_count"] } : {}),
      },
    });

    this.securityGroup = security.group;
    this.securityGroupId = security.group.id;
    this.ingress = security.ingress;
    this.lbEgress = security.loadBalancerEgress;
    this.name = this.service.name;
  }
}

function strategy({ fargate, fargateSpot }: ServiceCapacity): EcsServiceCapacityProviderStrategy[] {
  return [
    ...(fargate === undefined ? [] : [{ capacityProvider: "FARGATE", ...shareOf(fargate) }]),
    ...(fargateSpot === undefined ? [] : [{ capacityProvider: "FARGATE_SPOT", ...shareOf(fargateSpot) }]),
  ];
}

const shareOf = ({ base, weight }: CapacityShare): CapacityShare => ({ base, weight });

function problemsOf({ capacity, publicIp, rollout, target, taskDefinition }: ServiceProps): string[] {
  const { minimumHealthyPercent: minimum, maximumPercent: maximum, healthCheckGraceSeconds: grace } = rollout;
  return [
    ...(capacity.fargate === undefined && capacity.fargateSpot === undefined
      ? ["capacity must hold fargate, fargateSpot or both, got neither"]
      : []),
    ...(publicIp !== undefined && target !== undefined
      ? ["publicIp must not be set beside target, got both; tasks behind a balancer need no public address"]
      : []),
    ...(taskDefinition.port === undefined && (publicIp !== undefined || target !== undefined)
      ? [
          "taskDefinition.port must be set with target or publicIp, got nothing; there is no port to connect to",
        ]
      : []),
    ...(minimum < maximum
      ? []
      : [
          `rollout.minimumHealthyPercent must be below rollout.maximumPercent, got ${minimum} and ${maximum}; ` +
            "ECS could neither stop nor start a task",
        ]),
    ...(grace !== undefined && target === undefined
      ? [`rollout.healthCheckGraceSeconds must not be set without target, got ${grace}`]
      : []),
  ];
}
