import { canonicalJson } from "../canonical-json";

/** One statement of an IAM policy, in the words of IAM. */
export interface Statement {
  /** Name of the statement, letters and digits. @default none */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Actions, for example `s3:GetObject`; at least one. */
  readonly actions: readonly string[];
  /** ARNs that the actions may touch; empty in a trust policy, which has none. */
  readonly resources: readonly string[];
  /** ARNs that the actions may not touch although all others are meant; for denials. @default none */
  readonly notResources?: readonly string[];
  /** Condition operators, each with its keys. @default none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Who is meant, in resource and trust policies: `"*"` or for example `{ Service: "..." }`. @default none */
  readonly principals?: "*" | Readonly<Record<string, string | readonly string[]>>;
}

/** What an agent needs to hold a session of SSM, into an instance or, by ECS Exec, into a task; IAM knows no resource for it. */
export const SESSION_CHANNELS = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;

/** Version of the policy language; `2012-10-17` is the newest that IAM knows. */
const POLICY_VERSION = "2012-10-17";

/**
 * A policy document as canonical JSON. As in every text of a construct, `${` begins a Terraform expression: write an IAM
 * policy variable as `$${aws:username}`.
 *
 * @param id name of the policy itself; for services that give one to a policy without, which a plan would take away again
 */
export function policyJson(statements: readonly Statement[], id?: string): string {
  return canonicalJson({
    Version: POLICY_VERSION,
    Id: id,
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? "Allow",
      Principal: statement.principals,
      Action: [...statement.actions].sort(),
      Resource: statement.resources.length > 0 ? statement.resources : undefined,
      NotResource: statement.notResources,
      Condition: statement.conditions,
    })),
  });
}
