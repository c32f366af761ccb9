import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { isWhole } from "../../environments/rules/text";
import { canonicalJson } from "../canonical-json";

export interface StateBucketProps {
  /** Name of the bucket, 3 to 63 lower-case letters, digits, `.` and `-`. */
  readonly bucketName: string;
  /** Terraform may delete the bucket with every state in it; for emulators and tests. @default false */
  readonly forceDestroy?: boolean;
  /** Days that an overwritten version stays, 1 to 3650; `false` keeps all of them. @default 90 */
  readonly keepVersionsDays?: number | false;
}

/** Long enough to notice a broken state after a holiday and go back to an earlier version. */
const KEEP_VERSIONS_DAYS = 90;
/** An upload that was broken off is of no use to anybody after a week. */
const ABORT_UPLOAD_DAYS = 7;

/**
 * The bucket for Terraform state: every version kept for 90 days, encrypted, never public, reachable over TLS only, and
 * not to be destroyed by Terraform.
 */
export class StateBucket extends Construct {
  public readonly bucket: S3Bucket;
  public readonly versioning: S3BucketVersioningA;
  public readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  public readonly publicAccessBlock: S3BucketPublicAccessBlock;
  public readonly ownership: S3BucketOwnershipControls;
  /** Absent when every version stays. */
  public readonly lifecycle?: S3BucketLifecycleConfiguration;
  public readonly policy: S3BucketPolicy;
  public readonly arn: string;
  public readonly bucketName: string;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    refuse("state bucket", problemsOf(props));
    const forceDestroy = props.forceDestroy ?? false;
    const keepVersionsDays = props.keepVersionsDays ?? KEEP_VERSIONS_DAYS;

    this.bucket = new S3Bucket(this, "bucket", {
      bucket: props.bucketName,
      forceDestroy,
      ...(forceDestroy ? {} : { lifecycle: { preventDestroy: true } }),
    });
    const bucket = this.bucket.id;
    this.ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    this.publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    if (keepVersionsDays !== false) {
      this.lifecycle = new S3BucketLifecycleConfiguration(this, "lifecycle", {
        bucket,
        rule: [
          {
            id: "earlier-versions",
            status: "Enabled",
            filter: [{ prefix: "" }],
            noncurrentVersionExpiration: [{ noncurrentDays: keepVersionsDays }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOAD_DAYS }],
          },
        ],
        dependsOn: [this.versioning],
      });
    }
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: tlsOnlyPolicy(this.bucket.arn),
      // S3 answers "conflicting operation" when both are written at once.
      dependsOn: [this.publicAccessBlock],
    });

    this.arn = this.bucket.arn;
    this.bucketName = this.bucket.bucket;
  }
}

/** Denies every request that does not come over TLS. */
function tlsOnlyPolicy(bucketArn: string): string {
  return canonicalJson({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}

function problemsOf({ bucketName, keepVersionsDays = false }: StateBucketProps): string[] {
  const problems: string[] = [];
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucketName)) {
    problems.push(
      "bucketName must have 3 to 63 lower-case letters, digits, dots or hyphens and begin and end with a letter or " +
        `digit, got ${shown(bucketName)}`,
    );
  }
  if (keepVersionsDays !== false && !isWhole(1, 3650)(keepVersionsDays)) {
    problems.push(`keepVersionsDays must be a whole number from 1 to 3650, got ${shown(keepVersionsDays)}`);
  }
  return problems;
}
