import { nested } from "../values";
import { lengthOf } from "./documents";
import type { Finished } from "./finished";
import type { Excess } from "./limit";

/** Of all inline policies of one role together, without blanks; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MAX_INLINE_POLICIES = 10_240;

/** Roles whose inline policies are too long together: those in resources of their own, and those inside the role. */
export function inlinePolicyExcesses(finished: Finished): Excess[] {
  const length = (stack: string, policy: unknown): number =>
    typeof policy === "string" ? lengthOf(finished.longest(stack, policy), "characters without blanks") : 0;
  const roles = finished.of("aws_iam_role");
  const byName = new Map(roles.map((role) => [role.values.name, role]));
  const lengths = new Map(
    roles.map((role) => [
      role,
      nested(role.values.inline_policy).reduce((sum, { policy }) => sum + length(role.stack, policy), 0),
    ]),
  );
  for (const { stack, values } of finished.of("aws_iam_role_policy")) {
    const role = finished.named(stack, values.role) ?? byName.get(values.role);
    if (role !== undefined) lengths.set(role, (lengths.get(role) ?? 0) + length(stack, values.policy));
  }
  return [...lengths]
    .filter(([, total]) => total > MAX_INLINE_POLICIES)
    .map(([resource, total]) => ({
      resource,
      problem: `inline policies must have at most ${MAX_INLINE_POLICIES} characters without blanks together, got ${total}; allow less, for example by naming fewer resources`,
    }));
}
