import type { Statement } from "../policy";
import { arnOf, type Place } from "./place";

export interface KeyGrant {
  /** KMS key, by id or ARN. */
  readonly key: string;
  readonly to: "decrypt" | "encrypt";
}

/** S3, SQS and SNS ask for a data key when something is written under a key of one's own. */
const ACTIONS = {
  decrypt: ["kms:Decrypt"],
  encrypt: ["kms:Encrypt", "kms:GenerateDataKey"],
} as const;

/** The right to use one key. The key's own policy has to leave the decision to the account, as it does by default. */
export function keyStatements(grant: KeyGrant, place: Place): Statement[] {
  const key = arnOf(
    "key",
    grant.key,
    (partition) => `arn:${partition}:kms:${place.region}:${place.account}:key/${grant.key}`,
    place,
  );
  return [
    { sid: grant.to === "decrypt" ? "Decrypt" : "Encrypt", actions: ACTIONS[grant.to], resources: [key] },
  ];
}
