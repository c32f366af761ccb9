import { isKeyPolicy } from "../readings/key-policy";
import type { Rule } from "../rule";

/** Denials may be as wide as they like. */
export const noWildcardAction: Rule = {
  id: "no-wildcard-action",
  doc: "A policy names each action that it allows: no `*` or `?` in an action, and no `NotAction`. Policies of KMS keys are left out: AWS asks for `kms:*` there, so that the account can always manage its key.",
  scope: "all",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  ],
  check: ({ policies }) =>
    policies.statements
      .filter(({ allows }) => allows)
      .flatMap(({ actions, inverted, resource, where }) =>
        [
          ...(inverted.includes("NotAction")
            ? [`${where} must say what it allows, got NotAction; name the actions themselves`]
            : []),
          ...(isKeyPolicy(resource) ? [] : actions)
            .filter((action) => /[*?]/.test(action))
            .map((action) => `${where} must name its actions, got "${action}"; list the ones that are used`),
        ].map((problem) => ({ resource, problem })),
      ),
};
