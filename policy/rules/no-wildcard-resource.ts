import { isKeyPolicy } from "../readings/key-policy";
import type { PolicyStatement } from "../readings/policies";
import type { Rule } from "../rule";
import { nested } from "../values";
import { ACTIONS_WITHOUT_RESOURCE } from "../readings/actions-without-resource";

/** Denials may be as wide as they like. */
export const noWildcardResource: Rule = {
  id: "no-wildcard-resource",
  doc: "A policy names the resources of what it allows: no `*`, no ARN of a whole service, no `NotResource`, but for actions that AWS can not limit to a resource (listed in `policy/readings/actions-without-resource.ts`) and for `cloudwatch:PutMetricData` with a condition on the namespace. In the policy of a KMS key `*` is the key.",
  scope: "all",
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html",
  ],
  check: ({ policies }) =>
    policies.statements
      .filter(({ allows, resource }) => allows && !isKeyPolicy(resource))
      .flatMap((statement) =>
        problemsOf(statement).map((problem) => ({ resource: statement.resource, problem })),
      ),
};

function problemsOf(statement: PolicyStatement): string[] {
  const { actions, inverted, resources, where } = statement;
  return [
    ...(inverted.includes("NotResource")
      ? [`${where} must say what it allows, got NotResource; name the resources themselves`]
      : []),
    ...resources
      .filter(isEverything)
      .flatMap((resource) =>
        actions
          .filter((action) => !mayStandAlone(action, statement))
          .map(
            (action) => `${where} must name the resources of ${action}, got "${resource}"; give their ARNs`,
          ),
      ),
  ];
}

/**
 * `*`, or an ARN that names no more than a service: `arn:aws:s3:::*`. What has only a number for a name is narrowed
 * to its account and region.
 */
function isEverything(resource: string): boolean {
  return (
    /^[*?]+$/.test(resource) ||
    /^arn:(?:[^:]*:){4}[*?]+$/.test(resource) ||
    /^arn:(?:[^:]*:){3}[*?]*:[*?/]+$/.test(resource)
  );
}

const LISTED = new Set(Object.keys(ACTIONS_WITHOUT_RESOURCE).map((action) => action.toLowerCase()));

/** IAM reads the names of actions and condition keys without regard to case. */
function mayStandAlone(action: string, { conditions }: PolicyStatement): boolean {
  const name = action.toLowerCase();
  return LISTED.has(name) || (name === "cloudwatch:putmetricdata" && namesNamespace(conditions));
}

const namesNamespace = (conditions: PolicyStatement["conditions"]): boolean =>
  Object.entries(conditions ?? {}).some(
    ([test, keys]) =>
      /^String(Equals|Like)/.test(test) &&
      nested(keys)
        .flatMap(Object.keys)
        .some((key) => key.toLowerCase() === "cloudwatch:namespace"),
  );
