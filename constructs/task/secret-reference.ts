import { partitionOf } from "../partition";

/** A value that ECS fetches when a task starts; only the reference is ever written. */
export type SecretSource =
  | { readonly kind: "secret"; readonly nameOrArn: string; readonly key?: string }
  | { readonly kind: "parameter"; readonly nameOrArn: string };

export interface SecretReference {
  /** What the container definition says. */
  readonly valueFrom: string;
  /** What the execution role must be allowed to read. */
  readonly arn: string;
  readonly kind: SecretSource["kind"];
}

/** Secrets Manager ends each ARN in `-` and six characters of its own, which a name does not tell. */
const UNKNOWN_SUFFIX = "-??????";

/** Where a secret lies, seen from tasks of one account and region. A complete ARN stands for itself. */
export function secretReference(
  source: SecretSource,
  where: { readonly account: string; readonly region: string },
): SecretReference {
  const prefix = (service: string): string =>
    `arn:${partitionOf(where.region).id}:${service}:${where.region}:${where.account}`;
  const { kind, nameOrArn } = source;
  const complete = nameOrArn.startsWith("arn:");
  if (kind === "parameter") {
    const arn = complete ? nameOrArn : `${prefix("ssm")}:parameter/${nameOrArn.replace(/^\//, "")}`;
    return { kind, valueFrom: arn, arn };
  }
  const secret = complete ? nameOrArn : `${prefix("secretsmanager")}:secret:${nameOrArn}`;
  return {
    kind,
    // The two empty fields after the key are version stage and version id: the current version.
    valueFrom: source.key === undefined ? secret : `${secret}:${source.key}::`,
    arn: complete ? secret : `${secret}${UNKNOWN_SUFFIX}`,
  };
}
