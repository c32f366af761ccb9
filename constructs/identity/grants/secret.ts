import type { Statement } from "../policy";
import { arnOf, type Place } from "./place";

export interface SecretGrant {
  /** Secrets Manager secret, by name or complete ARN. */
  readonly secret: string;
  readonly to: "read";
}

/**
 * Secrets Manager ends each ARN in `-` and six characters of its own, which a name does not tell; six `?` match these
 * and no longer name.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
const UNKNOWN_SUFFIX = "-??????";

/** The right to read one secret, whichever its version. */
export function secretStatements({ secret }: SecretGrant, place: Place): Statement[] {
  const arn = arnOf(
    "secret",
    secret,
    (partition) =>
      `arn:${partition}:secretsmanager:${place.region}:${place.account}:secret:${secret}${UNKNOWN_SUFFIX}`,
    place,
  );
  return [
    {
      sid: "ReadSecret",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: [arn],
    },
  ];
}
