import type { StackDocument } from "../../constructs/guard/document";

/** A stack with one role policy that has one statement, as the guard reads it. */
export function policyStack(
  statement: Readonly<Record<string, unknown>>,
  type = "aws_iam_role_policy",
): StackDocument {
  const policy = JSON.stringify({ Statement: [{ Sid: "S", Effect: "Allow", ...statement }] });
  return { resource: { [type]: { p: { policy } } } };
}
