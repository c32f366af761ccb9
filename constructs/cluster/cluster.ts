import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import {
  EcsClusterCapacityProviders,
  type EcsClusterCapacityProvidersDefaultCapacityProviderStrategy as Strategy,
} from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { Construct } from "constructs";
import { refuse } from "../../environments/errors";
import { capacityProblems } from "../../environments/rules/capacity";
import { retentionProblems } from "../../environments/rules/log-retention";
import { InstanceGroup, type InstanceGroupProps } from "../capacity/instance-group";

/** Share of the tasks that one capacity provider gets. */
export interface CapacityShare {
  /** Tasks placed here before weights count, 0 to 100000; above 0 on one provider only. */
  readonly base: number;
  /** Relative share, 0 to 1000. */
  readonly weight: number;
}

export interface ClusterProps {
  /** Name, 1 to 255 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** Shares for services that say nothing else; at least one with a weight above 0. */
  readonly capacity: { readonly fargate?: CapacityShare; readonly fargateSpot?: CapacityShare };
  /** CloudWatch Container Insights. */
  readonly containerInsights: "enhanced" | "enabled" | "disabled";
  /** Log of ECS Exec sessions: days kept, one of the values of CloudWatch Logs, and, when the lines need a key of yours, its ARN. @default 30 days */
  readonly execLog?: { readonly retentionDays?: number; readonly kmsKey?: string };
  /** ARN of the Cloud Map namespace of services that name none. @default none */
  readonly namespaceArn?: string;
  /** EC2 instances beside Fargate, and what all groups of them share. @default none: Fargate only */
  readonly instances?: ClusterInstances;
}

/** What all groups of instances share. */
type OfAllGroups = "prefix" | "account" | "region" | "network" | "tags";

export interface ClusterInstances extends Pick<InstanceGroupProps, OfAllGroups> {
  readonly groups: readonly Omit<InstanceGroupProps, OfAllGroups | "clusterName" | "dependsOn">[];
}

/**
 * An ECS cluster for Fargate, Fargate Spot and groups of EC2 instances. Every ECS Exec session into it is logged under
 * `/ecs/exec/<name>`, encrypted by CloudWatch Logs.
 */
export class Cluster extends Construct {
  public readonly execLogGroup: CloudwatchLogGroup;
  public readonly cluster: EcsCluster;
  /** The groups of instances by their names. */
  public readonly instanceGroups: ReadonlyMap<string, InstanceGroup>;
  public readonly capacityProviders: EcsClusterCapacityProviders;
  public readonly arn: string;
  public readonly clusterName: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { retentionDays = 30, kmsKey } = props.execLog ?? {};
    const { instances } = props;
    refuse("cluster", [
      ...capacityProblems("capacity", props.capacity),
      ...retentionProblems("execLog.retentionDays", retentionDays),
    ]);

    this.execLogGroup = new CloudwatchLogGroup(this, "exec-log-group", {
      name: `/ecs/exec/${props.name}`,
      retentionInDays: retentionDays,
      ...(kmsKey !== undefined && { kmsKeyId: kmsKey }),
    });
    this.cluster = new EcsCluster(this, "cluster", {
      name: props.name,
      setting: [{ name: "containerInsights", value: props.containerInsights }],
      configuration: {
        executeCommandConfiguration: {
          logging: "OVERRIDE",
          logConfiguration: {
            cloudWatchLogGroupName: this.execLogGroup.name,
            // Says that the group has a key of the owner; sessions fail when that is not so.
            cloudWatchEncryptionEnabled: kmsKey !== undefined,
          },
        },
      },
      ...(props.namespaceArn !== undefined && {
        serviceConnectDefaults: { namespace: props.namespaceArn },
      }),
    });
    this.instanceGroups = new Map(
      instances?.groups.map((group) => [
        group.name,
        new InstanceGroup(this, `instances-${group.name}`, {
          ...instances,
          ...group,
          // As text: the script of an instance is read more easily without a reference, and waits for the cluster.
          clusterName: props.name,
          dependsOn: [this.cluster],
        }),
      ]),
    );
    this.capacityProviders = new EcsClusterCapacityProviders(this, "capacity-providers", {
      clusterName: this.cluster.name,
      // All, so that a service may ask for any without a change here.
      capacityProviders: [
        "FARGATE",
        "FARGATE_SPOT",
        ...[...this.instanceGroups.values()].map((group) => group.capacityProviderName),
      ],
      defaultCapacityProviderStrategy: strategies(props.capacity),
    });
    this.arn = this.cluster.arn;
    // Through the capacity providers: a service in this cluster must not be made before them.
    this.clusterName = this.capacityProviders.clusterName;
  }
}

function strategies({ fargate, fargateSpot }: ClusterProps["capacity"]): Strategy[] {
  const strategy = (capacityProvider: string, share?: CapacityShare): Strategy[] =>
    share === undefined ? [] : [{ capacityProvider, base: share.base, weight: share.weight }];
  return [...strategy("FARGATE", fargate), ...strategy("FARGATE_SPOT", fargateSpot)];
}
