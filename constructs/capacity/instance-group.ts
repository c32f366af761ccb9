import { AutoscalingGroup, type AutoscalingGroupConfig } from "@cdktf/provider-aws/lib/autoscaling-group";
import { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Fn, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { instanceGroupProblems } from "../../environments/rules/instances";
import { architectureOf } from "../../environments/rules/instance-type";
import { tagsBeside } from "../../environments/rules/tags";
import { httpsOut } from "../network/https-out";
import { InstanceImage } from "./image";
import { InstanceRole } from "./instance-role";
import { userData } from "./user-data";

export interface InstanceGroupProps {
  /** First part of every physical name; with the group's name also the name of the capacity provider. */
  readonly prefix: string;
  /** Name of the group, lower-case letters, digits and hyphens. */
  readonly name: string;
  /** 12-digit account of the cluster. */
  readonly account: string;
  readonly region: string;
  /** Name of the cluster that the instances join. */
  readonly clusterName: string;
  /** Private subnets of the instances, and their VPC. */
  readonly network: { readonly vpcId: string; readonly privateSubnetIds: readonly string[] };
  /** Instance types of one processor architecture, the preferred one first, 1 to 40. */
  readonly types: readonly string[];
  /** Instances that run even without tasks, 0 to 5000. */
  readonly min: number;
  /** Most instances, 1 to 5000. */
  readonly max: number;
  /** Spot instances above a number and a share (0 to 100 percent) on demand. @default on demand only */
  readonly spot?: { readonly onDemandBase: number; readonly onDemandPercent: number };
  /** Root volume in GiB, 30 to 16384. */
  readonly diskGiB: number;
  /** `recommended`, a release such as `2023.0.20251108`, or the id of an image. */
  readonly ami: string;
  /** How full the instances should be, in percent, 1 to 100. */
  readonly targetCapacityPercent: number;
  /** Seconds until a launched instance counts for scaling, 0 to 10000. */
  readonly warmupSeconds: number;
  /** Shell access through SSM Session Manager. */
  readonly sessionManager: boolean;
  /** Tags of the group, its instances, their volumes and network interfaces, which the provider's own tags do not reach. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** What must be there before an instance starts: the cluster. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Where Amazon Linux looks for its root volume. */
const ROOT_DEVICE = "/dev/xvda";

/**
 * EC2 instances that run tasks of one cluster: as many as the tasks need, between two bounds. An instance is drained
 * before it goes, for scaling in and for a new image alike; it has no public address, no open port and no SSH key, and
 * its metadata service answers only to itself.
 */
export class InstanceGroup extends Construct {
  public readonly image: InstanceImage;
  public readonly role: InstanceRole;
  public readonly securityGroup: SecurityGroup;
  public readonly egress: VpcSecurityGroupEgressRule;
  public readonly launchTemplate: LaunchTemplate;
  public readonly autoScalingGroup: AutoscalingGroup;
  public readonly capacityProvider: EcsCapacityProvider;
  public readonly securityGroupId: string;
  /** Name of the group, as services say it. */
  public readonly groupName: string;
  /** Name of the capacity provider. */
  public readonly capacityProviderName: string;

  constructor(scope: Construct, id: string, props: InstanceGroupProps) {
    super(scope, id);
    refuse(`instances ${shown(props.name)}`, instanceGroupProblems("instances", props));
    const name = `${props.prefix}-${props.name}`;

    this.image = new InstanceImage(this, "image", {
      ami: props.ami,
      architecture: architectureOf(props.types[0] ?? ""),
    });
    this.role = new InstanceRole(this, "role", { ...props, name: `${name}-instances` });
    // A group in use can not be deleted: a new one comes first, which needs a name that AWS completes.
    this.securityGroup = new SecurityGroup(this, "security-group", {
      namePrefix: `${name}-instances-`,
      description: "Instances of one ECS capacity provider",
      vpcId: props.network.vpcId,
      tags: { Name: `${name}-instances` },
      lifecycle: { createBeforeDestroy: true },
    });
    this.egress = httpsOut(this, this.securityGroup.id);
    this.launchTemplate = this.template(name, props);
    this.autoScalingGroup = this.group(name, props);
    this.capacityProvider = new EcsCapacityProvider(this, "capacity-provider", {
      name,
      autoScalingGroupProvider: {
        autoScalingGroupArn: this.autoScalingGroup.arn,
        managedDraining: "ENABLED",
        managedTerminationProtection: "ENABLED",
        managedScaling: {
          status: "ENABLED",
          targetCapacity: props.targetCapacityPercent,
          instanceWarmupPeriod: props.warmupSeconds,
        },
      },
    });

    this.securityGroupId = this.securityGroup.id;
    this.groupName = props.name;
    this.capacityProviderName = this.capacityProvider.name;
  }

  private template(name: string, props: InstanceGroupProps): LaunchTemplate {
    const script = userData({
      clusterName: props.clusterName,
      group: props.name,
      spot: props.spot !== undefined,
    });
    return new LaunchTemplate(this, "launch-template", {
      name,
      description: "Instances that run ECS tasks",
      updateDefaultVersion: true,
      imageId: this.image.imageId,
      ...(isMixed(props) ? {} : { instanceType: props.types[0] }),
      iamInstanceProfile: { arn: this.role.profileArn },
      vpcSecurityGroupIds: [this.securityGroup.id],
      userData: Fn.base64encode(Fn.rawString(script)),
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        // One hop reaches the instance and the agent, which shares its network, and no container behind a bridge:
        // tasks get their rights from ECS, never from the instance.
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: "gp3",
            volumeSize: props.diskGiB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...props.tags, ...tagsBeside(props.tags ?? {}, { Name: name }) },
      })),
    });
  }

  private group(name: string, props: InstanceGroupProps): AutoscalingGroup {
    return new AutoscalingGroup(this, "auto-scaling-group", {
      name,
      vpcZoneIdentifier: [...props.network.privateSubnetIds],
      minSize: props.min,
      maxSize: props.max,
      // ECS decides which instance may go, and takes the protection off first.
      protectFromScaleIn: true,
      ...this.launch(props),
      // What a plan showed is what runs: a new image or setting replaces the instances, each drained before it goes.
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 110,
          scaleInProtectedInstances: "Refresh",
          skipMatching: true,
        },
      },
      tag: [
        ...Object.entries(props.tags ?? {}).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
        // ECS adds it to groups that it scales; set here, it is in no plan as a change.
        { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
      ],
      dependsOn: [...this.role.ready, this.egress, ...(props.dependsOn ?? [])],
    });
  }

  private launch(props: InstanceGroupProps): Partial<AutoscalingGroupConfig> {
    // The number, not $Latest: a plan shows the change, and the change starts the refresh.
    const version = Token.asString(this.launchTemplate.latestVersion);
    if (!isMixed(props)) return { launchTemplate: { id: this.launchTemplate.id, version } };
    const { spot } = props;
    return {
      ...(spot && { capacityRebalance: true }),
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandAllocationStrategy: "prioritized",
          onDemandBaseCapacity: spot?.onDemandBase ?? 0,
          onDemandPercentageAboveBaseCapacity: spot?.onDemandPercent ?? 100,
          spotAllocationStrategy: "price-capacity-optimized",
        },
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: this.launchTemplate.id, version },
          override: props.types.map((instanceType) => ({ instanceType })),
        },
      },
    };
  }
}

/** One type on demand needs no choice; everything else is a choice that the group makes at each launch. */
const isMixed = ({ spot, types }: InstanceGroupProps): boolean => spot !== undefined || types.length > 1;
