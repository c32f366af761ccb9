import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA as S3BucketEncryption } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { policyJson } from "../identity/policy";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
const LOG_DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

export interface AccessLogsProps {
  /** Bucket name, 3 to 63 lower-case letters, digits, hyphens and dots. */
  readonly bucketName: string;
  /** Days until a log goes; a whole number from 1. */
  readonly retentionDays: number;
  /** The bucket may be deleted with the logs in it. */
  readonly forceDestroy: boolean;
}

/** A private, encrypted bucket that only the log delivery of this account's load balancers writes to. */
export class AccessLogs extends Construct {
  public readonly bucket: S3Bucket;
  public readonly policy: S3BucketPolicy;
  public readonly bucketName: string;
  /** What has to be there before a balancer logs into the bucket. */
  public readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    if (!Number.isSafeInteger(props.retentionDays) || props.retentionDays < 1) {
      refuse("access logs", [
        `retentionDays must be a whole number of days from 1, got ${shown(props.retentionDays)}`,
      ]);
    }
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: props.bucketName,
      forceDestroy: props.forceDestroy,
    });
    const bucket = this.bucket.id;
    const privacy = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const encryption = new S3BucketEncryption(this, "encryption", {
      bucket,
      // The only kind that load balancers can write with.
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: props.retentionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    const account = new DataAwsCallerIdentity(this, "account").accountId;
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyJson([
        {
          sid: "LogDelivery",
          actions: ["s3:PutObject"],
          resources: [`${this.bucket.arn}/AWSLogs/${account}/*`],
          principals: { Service: LOG_DELIVERY },
        },
        {
          sid: "TlsOnly",
          effect: "Deny",
          actions: ["s3:*"],
          resources: [this.bucket.arn, `${this.bucket.arn}/*`],
          principals: "*",
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
      // S3 refuses two changes of a bucket's access at once.
      dependsOn: [privacy],
    });
    this.bucketName = this.bucket.id;
    this.ready = [this.policy, encryption];
  }
}
