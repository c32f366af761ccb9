import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { dependable, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import type { NetworkMode } from "../../environments/rules/platform";
import type { Reach, ServicePart } from "../task/part";
import { truthfulDeployment } from "./deployment";
import { launchOf, launchProblems, type ServiceCapacity, type ServiceInstances } from "./launch";
import {
  advancedConfiguration,
  deploymentConfiguration,
  deploymentTimeout,
  rolloutProblems,
  type ServiceRollout,
  type TrafficShift,
} from "./rollout";
import { ServiceSecurity } from "./security";

export interface ServiceProps {
  /** Name of the service in its cluster, letters, digits, `-` and `_`, at most 200 characters. */
  readonly name: string;
  readonly clusterArn: string;
  /** Revision that the service runs, and the container and port that get requests; no port: nothing connects. */
  readonly taskDefinition: { readonly arn: string; readonly containerName: string; readonly port?: number };
  /** Tasks that run, 0 or more; not looked at for a daemon. */
  readonly count: number;
  /** Subnets of the tasks: private ones, or public ones with `publicIp`. */
  readonly network: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  /** Target group that tasks register with, and the group of its balancer. @default none: no balancer */
  readonly target?: {
    readonly targetGroupArn: string;
    readonly loadBalancerSecurityGroupId: string;
    /** With every `rollout.strategy` but "rolling". @default none */
    readonly shift?: TrafficShift;
  };
  /** A public address for each task, and the IPv4 ranges that may connect to its port. @default none */
  readonly publicIp?: { readonly allowedCidrs: readonly string[] };
  /** Shares of Fargate and Fargate Spot, at least one; without `instances`. */
  readonly capacity?: ServiceCapacity;
  /** Instances instead of Fargate. @default Fargate, by `capacity` */
  readonly instances?: ServiceInstances;
  /** How tasks are connected; only `awsvpc` has addresses and a firewall of its own. @default "awsvpc" */
  readonly networkMode?: NetworkMode;
  /** How a new revision takes over. */
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

/**
 * An ECS service that is deployed truthfully: `apply` ends well only when the asked-for revision serves. New tasks that
 * do not become healthy are stopped, the earlier revision is restored, and `apply` fails.
 */
export class Service extends Construct {
  public readonly service: EcsService;
  /** Present exactly in `awsvpc`; in other modes tasks share the firewall of their instance. */
  public readonly securityGroup?: SecurityGroup;
  public readonly securityGroupId?: string;
  public readonly ingress: readonly VpcSecurityGroupIngressRule[];
  /** Way from the balancer to the tasks; present exactly with `target` in `awsvpc`. */
  public readonly lbEgress?: VpcSecurityGroupEgressRule;
  /** All ways to and from the tasks, also those on other groups. */
  public readonly securityRules: readonly ITerraformDependable[];
  public readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    refuse(`service ${shown(props.name)}`, problemsOf(props));
    const { network, publicIp, rollout, target, taskDefinition } = props;
    const dependsOn = props.dependsOn ?? [];
    const timeout = deploymentTimeout(rollout);

    const security = hasAddress(props)
      ? new ServiceSecurity(this, "security", {
          name: props.name,
          vpcId: network.vpcId,
          port: taskDefinition.port,
          loadBalancerSecurityGroupId: target?.loadBalancerSecurityGroupId,
          allowedCidrs: publicIp?.allowedCidrs,
          reaches: props.reaches,
        })
      : undefined;
    this.service = new EcsService(this, "service", {
      name: props.name,
      cluster: props.clusterArn,
      taskDefinition: taskDefinition.arn,
      ...launchOf(props),
      networkConfiguration: security && {
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
                ...(target.shift && { advancedConfiguration: advancedConfiguration(target.shift) }),
              },
            ],
      healthCheckGracePeriodSeconds:
        target === undefined ? undefined : (rollout.healthCheckGraceSeconds ?? 0),
      deploymentController: { type: "ECS" },
      deploymentConfiguration: deploymentConfiguration(rollout),
      deploymentMinimumHealthyPercent: rollout.minimumHealthyPercent,
      deploymentMaximumPercent: rollout.maximumPercent,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // The provider refuses to change the capacity of a service without it.
      forceNewDeployment: true,
      waitForSteadyState: true,
      enableExecuteCommand: props.exec,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      ...props.parts,
      timeouts: { create: timeout, update: timeout, delete: timeout },
      dependsOn: [...dependsOn, ...(security?.rules ?? [])],
      lifecycle: {
        postcondition: [truthfulDeployment(props.name, taskDefinition.arn)],
        ...(props.scaled === true ? { ignoreChanges: ["desired_count"] } : {}),
      },
    });

    this.securityGroup = security?.group;
    this.securityGroupId = security?.group.id;
    this.ingress = security?.ingress ?? [];
    this.lbEgress = security?.loadBalancerEgress;
    this.securityRules = security?.rules ?? [];
    this.name = this.service.name;
  }

  /** The service moves only after a step that itself needs the group of the tasks, and so could not be in the props. */
  public startsAfter(step: ITerraformDependable): void {
    this.service.dependsOn = [...(this.service.dependsOn ?? []), dependable(step)];
  }
}

const hasAddress = ({ networkMode = "awsvpc" }: ServiceProps): boolean => networkMode === "awsvpc";

function problemsOf(props: ServiceProps): string[] {
  const { publicIp, target, taskDefinition } = props;
  return [
    ...launchProblems(props),
    ...(props.scaled === true && props.instances?.daemon === true
      ? ["scaled must not be set for a daemon, got true; it runs once on every instance"]
      : []),
    ...(props.instances !== undefined && publicIp !== undefined
      ? ["publicIp must not be set on instances, got a value; ECS gives public addresses on Fargate only"]
      : []),
    ...(hasAddress(props) ? [] : sharedNetworkProblems(props)),
    ...(publicIp !== undefined && target !== undefined
      ? ["publicIp must not be set beside target, got both; tasks behind a balancer need no public address"]
      : []),
    ...(taskDefinition.port === undefined && (publicIp !== undefined || target !== undefined)
      ? [
          "taskDefinition.port must be set with target or publicIp, got nothing; there is no port to connect to",
        ]
      : []),
    ...rolloutProblems(props),
  ];
}

/** Without an address of its own, a task has neither a firewall of its own nor a place on Fargate. */
function sharedNetworkProblems({ instances, networkMode, reaches = [] }: ServiceProps): string[] {
  const mode = shown(networkMode);
  return [
    ...(instances === undefined ? [`networkMode must be "awsvpc" on Fargate, got ${mode}`] : []),
    ...reaches.map(
      ({ what }) =>
        `networkMode must be "awsvpc" for a service that connects to ${what}, got ${mode}; ` +
        "its tasks would share the firewall of their instance with all others",
    ),
  ];
}
