import type {
  EcsServiceVolumeConfiguration,
  EcsServiceVolumeConfigurationManagedEbsVolume,
} from "@cdktf/provider-aws/lib/ecs-service";
import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { ebsProblems, type EbsSettings } from "../../environments/rules/ebs";
import { FARGATE_LINUX, type TaskPlatform } from "../../environments/rules/platform";
import { policyJson } from "../identity/policy";
import { managedPolicyArn, serviceTrust } from "../identity/trust";
import { partitionOf } from "../partition";
import { physicalName } from "../physical-name";

export interface LaunchVolumeProps extends EbsSettings {
  /** Name of the volume in the task. */
  readonly volume: string;
  /** Name of the role with which ECS makes the volumes; a longer one than IAM takes is shortened. */
  readonly roleName: string;
  readonly region: string;
  /** ARN of the KMS key that encrypts the volumes. @default the key of AWS for EBS */
  readonly kmsKey?: string;
  /** What runs the tasks. @default Fargate, Linux */
  readonly platform?: TaskPlatform;
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html */
const MANAGED_POLICY = "service-role/AmazonECSInfrastructureRolePolicyForVolumes";

/** An encrypted EBS volume for each task of a service, made when the task starts, and the role with which ECS does so. */
export class LaunchVolume extends Construct {
  public readonly role: IamRole;
  public readonly managed: IamRolePolicyAttachment;
  /** Absent without a key of one's own. */
  public readonly keyPolicy?: IamRolePolicy;
  /** For the task definition. */
  public readonly volume: EcsTaskDefinitionVolume;
  /** For the service. */
  public readonly configuration: EcsServiceVolumeConfiguration;
  /** ECS must hold the rights until the last task is gone, or its volume stays. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LaunchVolumeProps) {
    super(scope, id);
    refuse(`volume ${shown(props.volume)}`, ebsProblems("", props, props.platform ?? FARGATE_LINUX));
    const { kmsKey, region } = props;
    this.role = new IamRole(this, "role", {
      name: physicalName("aws_iam_role", props.roleName),
      description: "ECS makes, attaches and deletes the EBS volumes of tasks",
      assumeRolePolicy: serviceTrust("ecs.amazonaws.com"),
    });
    this.managed = new IamRolePolicyAttachment(this, "managed", {
      role: this.role.name,
      policyArn: managedPolicyArn(region, MANAGED_POLICY),
    });
    if (kmsKey !== undefined) this.keyPolicy = this.useKey(kmsKey, region);

    this.volume = { name: props.volume, configureAtLaunch: true };
    this.configuration = { name: props.volume, managedEbsVolume: managedVolume(props, this.role.arn) };
    this.ready = [this.managed, ...(this.keyPolicy === undefined ? [] : [this.keyPolicy])];
  }

  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-kms-encryption.html */
  private useKey(kmsKey: string, region: string): IamRolePolicy {
    const byEbs = { "kms:ViaService": `ec2.${region}.${partitionOf(region).dnsSuffix}` };
    return new IamRolePolicy(this, "key", {
      name: "use-key",
      role: this.role.name,
      policy: policyJson([
        {
          sid: "EncryptVolumes",
          actions: [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
          ],
          resources: [kmsKey],
          conditions: { StringEquals: byEbs },
        },
        {
          sid: "LendKeyToVolumes",
          actions: ["kms:CreateGrant"],
          resources: [kmsKey],
          conditions: { StringEquals: byEbs, Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ]),
    });
  }
}

const managedVolume = (
  props: LaunchVolumeProps,
  roleArn: string,
): EcsServiceVolumeConfigurationManagedEbsVolume => ({
  roleArn,
  encrypted: true,
  ...(props.kmsKey !== undefined && { kmsKeyId: props.kmsKey }),
  volumeType: props.type,
  ...(props.sizeGiB !== undefined && { sizeInGb: props.sizeGiB }),
  ...(props.iops !== undefined && { iops: props.iops }),
  ...(props.throughputMiBps !== undefined && { throughput: props.throughputMiBps }),
  fileSystemType: props.format,
  ...(props.snapshot !== undefined && { snapshotId: props.snapshot }),
  ...(props.initializationMiBps !== undefined && { volumeInitializationRate: props.initializationMiBps }),
  // ECS makes the volume, so the provider's own tags do not reach it.
  tagSpecifications: [{ resourceType: "volume", propagateTags: "SERVICE" }],
});
