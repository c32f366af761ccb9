import type { Rule } from "../rule";

/** A condition (an organisation, a VPC endpoint) narrows everybody. */
export const noPublicPrincipal: Rule = {
  id: "no-public-principal",
  doc: "No policy allows everybody in the world: no principal `*` without a condition, and no `NotPrincipal`.",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"],
  check: ({ policies }) =>
    policies.statements
      .filter(({ allows }) => allows)
      .flatMap(({ conditions, inverted, principals, resource, where }) =>
        [
          ...(inverted.includes("NotPrincipal")
            ? [`${where} must say whom it allows, got NotPrincipal; name the principals themselves`]
            : []),
          ...(conditions === undefined && principals.includes("*")
            ? [`${where} must name its principals, got "*"; give accounts or services, or a condition`]
            : []),
        ].map((problem) => ({ resource, problem })),
      ),
};
