import { sizeExcess, type Excess } from "./limit";
import type { Finished } from "./finished";

/** How AWS counts. */
type Unit = "bytes" | "characters" | "characters without blanks";

export interface DocumentLimit {
  readonly type: string;
  readonly argument: string;
  readonly max: number;
  readonly unit: Unit;
  readonly source: string;
  /** What to do about a document that is too long. */
  readonly advice: string;
}

const ECR = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference";
const FEWER_PRINCIPALS = "name fewer accounts and roles, or whole accounts instead of their roles";
const SPLIT = "allow less in one document";

/** The finished documents that AWS measures by themselves, each with the page that has the number. */
export const DOCUMENT_LIMITS: readonly DocumentLimit[] = [
  {
    type: "aws_ecr_repository_policy",
    argument: "policy",
    max: 10_240,
    unit: "characters",
    source: `${ECR}/API_SetRepositoryPolicy.html`,
    advice: FEWER_PRINCIPALS,
  },
  {
    type: "aws_ecrpublic_repository_policy",
    argument: "policy",
    max: 10_240,
    unit: "characters",
    source: "https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_SetRepositoryPolicy.html",
    advice: FEWER_PRINCIPALS,
  },
  {
    type: "aws_ecr_registry_policy",
    argument: "policy",
    max: 10_240,
    unit: "characters",
    source: `${ECR}/API_PutRegistryPolicy.html`,
    advice: "name fewer accounts",
  },
  {
    type: "aws_ecr_lifecycle_policy",
    argument: "policy",
    max: 30_720,
    unit: "characters",
    source: `${ECR}/API_PutLifecyclePolicy.html`,
    advice: "write fewer rules",
  },
  {
    type: "aws_iam_role",
    argument: "assume_role_policy",
    // 2,048 in an account whose quota was never raised.
    max: 4096,
    unit: "characters without blanks",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    advice: "let fewer principals assume the role",
  },
  {
    type: "aws_iam_policy",
    argument: "policy",
    max: 6144,
    unit: "characters without blanks",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    advice: "allow less in one policy, or attach several",
  },
  {
    type: "aws_kms_key",
    argument: "policy",
    max: 32_768,
    unit: "bytes",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
    advice: SPLIT,
  },
  {
    type: "aws_s3_bucket_policy",
    argument: "policy",
    max: 20_480,
    unit: "bytes",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
    advice: SPLIT,
  },
  {
    type: "aws_secretsmanager_secret_policy",
    argument: "policy",
    max: 20_480,
    unit: "characters",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html",
    advice: SPLIT,
  },
  {
    type: "aws_efs_file_system_policy",
    argument: "policy",
    max: 20_000,
    unit: "characters",
    source: "https://docs.aws.amazon.com/efs/latest/ug/API_PutFileSystemPolicy.html",
    advice: SPLIT,
  },
  {
    type: "aws_vpc_endpoint",
    argument: "policy",
    max: 20_480,
    unit: "characters",
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html",
    advice: SPLIT,
  },
  {
    type: "aws_launch_template",
    argument: "user_data",
    // 16 KiB before base64.
    max: 21_848,
    unit: "characters",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    advice: "let the instance download what is long",
  },
  {
    type: "aws_sqs_queue_policy",
    argument: "policy",
    max: 8192,
    unit: "bytes",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html",
    advice: SPLIT,
  },
];

/** Documents that are longer than AWS takes. */
export const documentExcesses = (finished: Finished, limits = DOCUMENT_LIMITS): Excess[] =>
  limits.flatMap(({ type, argument, max, unit, advice }) =>
    finished.of(type).flatMap((resource) => {
      const text = resource.values[argument];
      if (typeof text !== "string") return [];
      return sizeExcess(
        resource,
        max,
        (extreme) => lengthOf(finished.text(extreme, resource.stack, text), unit),
        (got) => `${argument} must have at most ${max} ${unit}, got ${got}; ${advice}`,
      );
    }),
  );

export function lengthOf(text: string, unit: Unit): number {
  if (unit === "bytes") return Buffer.byteLength(text);
  return unit === "characters" ? text.length : text.replaceAll(/\s/g, "").length;
}
