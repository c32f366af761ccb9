import type { Statement } from "../policy";
import { bucketStatements, type BucketGrant } from "./bucket";
import { keyStatements, type KeyGrant } from "./key";
import type { Place } from "./place";
import { queueStatements, type QueueGrant } from "./queue";
import { secretStatements, type SecretGrant } from "./secret";
import { tableStatements, type TableGrant } from "./table";
import { topicStatements, type TopicGrant } from "./topic";

export type Grant = BucketGrant | TableGrant | QueueGrant | TopicGrant | SecretGrant | KeyGrant;

/** The statements of several grants, for one policy: their names carry the grants' numbers, because IAM wants each once. */
export function grantStatements(grants: readonly Grant[], place: Place): Statement[] {
  return grants.flatMap((grant, index) =>
    statementsOf(grant, place).map((statement) => ({
      ...statement,
      sid: `Access${index + 1}${statement.sid ?? ""}`,
    })),
  );
}

function statementsOf(grant: Grant, place: Place): Statement[] {
  if ("bucket" in grant) return bucketStatements(grant, place);
  if ("table" in grant) return tableStatements(grant, place);
  if ("queue" in grant) return queueStatements(grant, place);
  if ("topic" in grant) return topicStatements(grant, place);
  if ("secret" in grant) return secretStatements(grant, place);
  return keyStatements(grant, place);
}
