import type { JudgedResource } from "../finding";
import { nested } from "../values";
import { lengthOf } from "./documents";
import type { Extreme, Finished } from "./finished";
import { sizeExcess, type Excess } from "./limit";

/** Of all inline policies of one role together, without blanks; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MAX_INLINE_POLICIES = 10_240;

/** Roles whose inline policies are too long together: those in resources of their own, and those inside the role. */
export function inlinePolicyExcesses(finished: Finished): Excess[] {
  const [shortest, longest] = [lengths(finished, "shortest"), lengths(finished, "longest")];
  return finished.of("aws_iam_role").flatMap((role) =>
    sizeExcess(
      role,
      MAX_INLINE_POLICIES,
      (extreme) => (extreme === "shortest" ? shortest : longest).get(role) ?? 0,
      (got) =>
        `inline policies must have at most ${MAX_INLINE_POLICIES} characters without blanks together, got ${got}; allow less, for example by naming fewer resources`,
    ),
  );
}

/** Of the inline policies of each role together. */
function lengths(finished: Finished, extreme: Extreme): ReadonlyMap<JudgedResource, number> {
  const length = (stack: string, policy: unknown): number =>
    typeof policy === "string"
      ? lengthOf(finished.text(extreme, stack, policy), "characters without blanks")
      : 0;
  const roles = finished.of("aws_iam_role");
  const byName = new Map(roles.map((role) => [role.values.name, role]));
  const sums = new Map(
    roles.map((role) => [
      role,
      nested(role.values.inline_policy).reduce((sum, { policy }) => sum + length(role.stack, policy), 0),
    ]),
  );
  for (const { stack, values } of finished.of("aws_iam_role_policy")) {
    const role = finished.named(stack, values.role) ?? byName.get(values.role);
    if (role !== undefined) sums.set(role, (sums.get(role) ?? 0) + length(stack, values.policy));
  }
  return sums;
}
