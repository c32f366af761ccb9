import type { Rule } from "../document";
import { policies } from "../policies";

/** No policy allows everybody in the world; a condition (an organisation, a VPC endpoint) narrows it. */
export const publicPrincipals: Rule = (document) =>
  policies(document)
    .statements.filter(({ effect, conditional, principals }) => {
      return effect !== "Deny" && !conditional && principals.includes("*");
    })
    .map(
      ({ where }) => `${where} must name its principals, got "*"; give accounts or services, or a condition`,
    );
