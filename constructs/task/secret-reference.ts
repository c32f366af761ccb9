import type { Secret } from "../../environments/rules/secret";
import { partitionOf } from "../partition";

export interface SecretReference {
  /** What the container definition says. */
  readonly valueFrom: string;
  /** What the execution role must be allowed to read. */
  readonly arn: string;
  readonly kind: Secret["kind"];
  /** What the execution role must be allowed to decrypt with, beside the keys of AWS. */
  readonly kmsKeyArn?: string;
}

/** Secrets Manager ends each ARN in `-` and six characters of its own, which a name does not tell. */
const UNKNOWN_SUFFIX = "-??????";

/** Where a secret lies, seen from tasks of one account and region. A complete ARN stands for itself. */
export function secretReference(
  source: Secret,
  where: { readonly account: string; readonly region: string },
): SecretReference {
  const prefix = (service: string): string =>
    `arn:${partitionOf(where.region).id}:${service}:${where.region}:${where.account}`;
  const { kind, nameOrArn, kmsKey } = source;
  const complete = nameOrArn.startsWith("arn:");
  const key = kmsKey === undefined ? {} : { kmsKeyArn: kmsKey };
  if (kind === "parameter") {
    const arn = complete ? nameOrArn : `${prefix("ssm")}:parameter/${nameOrArn.replace(/^\//, "")}`;
    return { kind, valueFrom: arn, arn, ...key };
  }
  const secret = complete ? nameOrArn : `${prefix("secretsmanager")}:secret:${nameOrArn}`;
  const parts = [source.key, source.versionStage, source.versionId];
  return {
    kind,
    // An empty field behind the ARN stands for its default: the whole secret, its current version.
    valueFrom: parts.every((part) => part === undefined)
      ? secret
      : [secret, ...parts.map((part) => part ?? "")].join(":"),
    arn: complete ? secret : `${secret}${UNKNOWN_SUFFIX}`,
    ...key,
  };
}
