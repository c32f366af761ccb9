import { z } from "zod";
import { PROVISIONED_MIBPS, TRANSITION_DAYS, type TransitionDays } from "../rules/file-systems";
import * as text from "../rules/text";
import { flag, has, leaf, object, oneOf, securityGroupId, shaped, subnetId, whole } from "../schema/leaves";
import { kmsKeyArn } from "./secret";

/** A file system of Amazon EFS: made here, or one that is there already. */
export type FileSystemInput = NewFileSystemInput | ExistingFileSystemInput;

/** Always encrypted, with a mount target per private subnet, and a policy that refuses connections without TLS. */
export interface NewFileSystemInput {
  /** ARN of the KMS key that encrypts it; can not be changed later. @default the key of AWS for EFS */
  readonly kmsKey?: string;
  /** AWS Backup: daily, kept for 35 days. @default true */
  readonly backups?: boolean;
  /**
   * Days without an access until a file goes to Infrequent Access, which is cheaper to keep and dearer to read: 1, 7, 14,
   * 30, 60, 90, 180, 270 or 365; `false` for never. @default 30
   */
  readonly infrequentAccessAfterDays?: false | TransitionDays;
  /** The same for Archive: later than Infrequent Access, only with elastic throughput. @default false */
  readonly archiveAfterDays?: false | TransitionDays;
  /** The first access brings a file back to Standard. @default false */
  readonly returnOnAccess?: boolean;
  /** `max-io` has more operations per second at a higher latency, and no elastic throughput. @default "general-purpose" */
  readonly performance?: "general-purpose" | "max-io";
  /** Paid by use, grown with the size, or fixed. @default "elastic", or "bursting" with performance "max-io" */
  readonly throughput?: "elastic" | "bursting" | ProvisionedThroughputInput;
  /** Terraform refuses to delete it; EFS itself knows no such protection. @default the environment's `protected` */
  readonly deletionProtection?: boolean;
  /** Private subnets with a mount target, one per zone; only in an existing network. @default all private subnets */
  readonly subnets?: readonly string[];
}

export interface ProvisionedThroughputInput {
  /** MiB per second, 1 to 3414; the upper end depends on the region. */
  readonly provisionedMiBps: number;
}

/** Its policy, mount targets and backups stay as they are; each volume gets an access point of its own on it. */
export interface ExistingFileSystemInput {
  /** Id, `fs-...`, in the environment's account and region. */
  readonly id: string;
  /** Security group of its mount targets; tasks that use it are let in, at port 2049. */
  readonly securityGroup: string;
}

export type FileSystem = NewFileSystem | ExistingFileSystem;

export interface NewFileSystem {
  readonly kind: "new";
  readonly name: string;
  readonly kmsKey?: string;
  readonly backups: boolean;
  /** Absent: never. */
  readonly infrequentAccessAfterDays?: TransitionDays;
  /** Absent: never. */
  readonly archiveAfterDays?: TransitionDays;
  readonly returnOnAccess: boolean;
  readonly performance: "general-purpose" | "max-io";
  readonly throughput: "elastic" | "bursting" | ProvisionedThroughputInput;
  readonly deletionProtection: boolean;
  /** Absent: all private subnets. */
  readonly subnets?: readonly string[];
}

export interface ExistingFileSystem {
  readonly kind: "existing";
  readonly name: string;
  readonly id: string;
  readonly securityGroup: string;
}

const days = shaped<false | TransitionDays>((value) =>
  value === false ? z.literal(false) : oneOf(...TRANSITION_DAYS),
);

const newFileSystem = object({
  kmsKey: kmsKeyArn.optional(),
  backups: flag.optional(),
  infrequentAccessAfterDays: days.optional(),
  archiveAfterDays: days.optional(),
  returnOnAccess: flag.optional(),
  performance: oneOf("general-purpose", "max-io").optional(),
  throughput: shaped<"elastic" | "bursting" | ProvisionedThroughputInput>((value) =>
    typeof value === "object"
      ? object({ provisionedMiBps: whole(PROVISIONED_MIBPS.from, PROVISIONED_MIBPS.to) })
      : oneOf("elastic", "bursting"),
  ).optional(),
  deletionProtection: flag.optional(),
  subnets: z.array(subnetId).min(1, "must name at least one subnet").optional(),
});
const existingFileSystem = object({
  id: leaf(
    text.matches(/^fs-[0-9a-f]{8,40}$/),
    "must be the id of an EFS file system such as fs-0a1b2c3d4e5f67890",
  ),
  securityGroup: securityGroupId,
});

export const fileSystemSchema = shaped<FileSystemInput>((value) =>
  has(value, "id") ? existingFileSystem : newFileSystem,
);

export function resolveFileSystem(name: string, input: FileSystemInput, isProtected: boolean): FileSystem {
  if ("id" in input) return { kind: "existing", name, ...input };
  const { infrequentAccessAfterDays = 30, archiveAfterDays = false } = input;
  return {
    kind: "new",
    name,
    ...(input.kmsKey !== undefined && { kmsKey: input.kmsKey }),
    backups: input.backups ?? true,
    ...(infrequentAccessAfterDays !== false && { infrequentAccessAfterDays }),
    ...(archiveAfterDays !== false && { archiveAfterDays }),
    returnOnAccess: input.returnOnAccess ?? false,
    performance: input.performance ?? "general-purpose",
    // EFS has elastic throughput for "general-purpose" only.
    throughput: input.throughput ?? (input.performance === "max-io" ? "bursting" : "elastic"),
    deletionProtection: input.deletionProtection ?? isProtected,
    ...(input.subnets && { subnets: input.subnets }),
  };
}
