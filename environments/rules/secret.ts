import { shown } from "../errors";
import { parseArn, regionOf, type Place } from "./arn";

/** A value that ECS fetches when a task starts; only the reference is ever written. */
export type Secret =
  | {
      readonly kind: "secret";
      readonly nameOrArn: string;
      /** JSON key. @default the whole secret */
      readonly key?: string;
      /** Staging label of the version; not beside `versionId`. @default "AWSCURRENT" */
      readonly versionStage?: string;
      /** Id of one version. @default the version of the stage */
      readonly versionId?: string;
      /** ARN of the KMS key that encrypts it. @default the key of AWS */
      readonly kmsKey?: string;
    }
  | { readonly kind: "parameter"; readonly nameOrArn: string; readonly kmsKey?: string };

/** A stage and an id are two ways to name one version. */
export const secretVersionProblems = (path: string, secret: Secret): string[] =>
  secret.kind === "secret" && secret.versionStage !== undefined && secret.versionId !== undefined
    ? [`${path} must have a versionStage or a versionId, got both; an id alone names one version`]
    : [];

/** Also the names that services of AWS give, such as `rds!db-...`; https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html */
export const SECRET_NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

/**
 * Whether Secrets Manager takes a name, as the end of an ARN, for a complete one.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const endsLikeArn = (value: unknown): value is string =>
  typeof value === "string" && SECRET_NAME.test(value) && /-[A-Za-z0-9]{6}$/.test(value);

/** A secret or parameter as it is written, and the key that encrypts it. */
export type Keyed = ({ readonly secret: string } | { readonly parameter: string }) & {
  readonly kmsKey?: string | undefined;
};

/** What keeps ECS from decrypting a secret or parameter with its key; else nothing. */
export function secretKeyProblem(value: Keyed, place: Place): string | undefined {
  const reference = "secret" in value ? value.secret : value.parameter;
  const { account, region } = parseArn(reference) ?? place;
  const { kmsKey } = value;
  if (kmsKey !== undefined && parseArn(kmsKey) !== undefined && regionOf(kmsKey) !== region) {
    return `must have its kmsKey in its own region (${region}), got ${shown(kmsKey)}`;
  }
  return "secret" in value && account !== place.account && kmsKey === undefined
    ? `must have the kmsKey of a secret of another account, got nothing; the key of AWS is for the account ${account} alone`
    : undefined;
}
