import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { fileSystemProblems, type FileSystemSettings } from "../../environments/rules/file-systems";
import { policyJson } from "../identity/policy";
import { partitionOf } from "../partition";
import { physicalName } from "../physical-name";

export interface FileSystemProps extends FileSystemSettings {
  /** Name of the file system and of its security group. */
  readonly name: string;
  /** Where it stands: a mount target in each of the subnets, at most one in a zone. */
  readonly network: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  /** ARN of the KMS key that encrypts it; can not be changed later. @default the key of AWS for EFS */
  readonly kmsKey?: string;
  /** AWS Backup: daily, kept for 35 days. */
  readonly backups: boolean;
  /** Terraform refuses to delete it; EFS itself knows no such protection. */
  readonly deletionProtection: boolean;
}

/** What a volume needs to know of its file system. */
export interface FileSystemAttributes {
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  readonly securityGroupId: string;
}

/** The words of the lifecycle API for days. */
const after = (days: number): string => `AFTER_${days}_DAY${days === 1 ? "" : "S"}`;

/**
 * An encrypted file system in private subnets, to which nobody connects without TLS. Its security group admits nobody:
 * each service with a volume on it adds the way to itself, and the right to use its own access point.
 */
export class FileSystem extends Construct implements FileSystemAttributes {
  public readonly fileSystem: EfsFileSystem;
  public readonly securityGroup: SecurityGroup;
  public readonly mountTargets: readonly EfsMountTarget[];
  public readonly policy: EfsFileSystemPolicy;
  /** Absent without backups. */
  public readonly backupPolicy?: EfsBackupPolicy;
  public readonly fileSystemId: string;
  public readonly fileSystemArn: string;
  public readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    const name = physicalName("aws_efs_file_system", props.name);
    refuse(`file system ${shown(name)}`, [
      ...fileSystemProblems("", props),
      ...(props.network.subnetIds.length > 0
        ? []
        : ["network.subnetIds must name at least one subnet, got none; tasks connect to a mount target"]),
    ]);

    this.fileSystem = new EfsFileSystem(this, "file-system", {
      // EFS knows a file system by this token until it has an id.
      creationToken: name,
      encrypted: true,
      ...(props.kmsKey !== undefined && { kmsKeyId: props.kmsKey }),
      performanceMode: props.performance === "max-io" ? "maxIO" : "generalPurpose",
      ...throughput(props.throughput),
      lifecyclePolicy: transitions(props),
      tags: { Name: name },
      ...(props.deletionProtection && { lifecycle: { preventDestroy: true } }),
    });
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name: `${name}-files`,
      description: "Services that may connect to the file system",
      vpcId: props.network.vpcId,
      tags: { Name: `${name}-files` },
    });
    this.mountTargets = props.network.subnetIds.map((subnetId, index) => {
      return new EfsMountTarget(this, `mount-target-${index + 1}`, {
        fileSystemId: this.fileSystem.id,
        subnetId,
        securityGroups: [this.securityGroup.id],
      });
    });
    // Without an Allow of its own it leaves the rights to the roles; without any policy, EFS lets everybody in.
    this.policy = new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: this.fileSystem.id,
      policy: policyJson(
        [
          {
            sid: "TlsOnly",
            effect: "Deny",
            actions: ["*"],
            resources: [this.fileSystem.arn],
            principals: { AWS: "*" },
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
        name,
      ),
    });
    if (props.backups) {
      this.backupPolicy = new EfsBackupPolicy(this, "backup", {
        fileSystemId: this.fileSystem.id,
        backupPolicy: { status: "ENABLED" },
      });
    }

    this.fileSystemId = this.fileSystem.id;
    this.fileSystemArn = this.fileSystem.arn;
    this.securityGroupId = this.securityGroup.id;
  }
}

/** What a volume needs to know of a file system that was there before. */
export const existingFileSystem = (
  { id, securityGroup }: { readonly id: string; readonly securityGroup: string },
  { account, region }: { readonly account: string; readonly region: string },
): FileSystemAttributes => ({
  fileSystemId: id,
  fileSystemArn: `arn:${partitionOf(region).id}:elasticfilesystem:${region}:${account}:file-system/${id}`,
  securityGroupId: securityGroup,
});

const throughput = (mode: FileSystemSettings["throughput"]) =>
  typeof mode === "object"
    ? { throughputMode: "provisioned", provisionedThroughputInMibps: mode.provisionedMiBps }
    : { throughputMode: mode };

/** EFS takes one transition in each policy. */
const transitions = (props: FileSystemSettings) => [
  ...(props.infrequentAccessAfterDays === undefined
    ? []
    : [{ transitionToIa: after(props.infrequentAccessAfterDays) }]),
  ...(props.archiveAfterDays === undefined ? [] : [{ transitionToArchive: after(props.archiveAfterDays) }]),
  ...(props.returnOnAccess ? [{ transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }] : []),
];
