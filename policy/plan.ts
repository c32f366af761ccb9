import type { JudgedResource } from "./finding";
import { POLICY_ARGUMENTS } from "./readings/policies";
import { nested, texts, type Block } from "./values";

/**
 * What is read of `terraform show -json <plan>`.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface PolicyPlanJson {
  readonly planned_values?: { readonly root_module?: PlannedModule };
  readonly configuration?: { readonly root_module?: { readonly resources?: readonly ConfiguredResource[] } };
}

interface PlannedModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly type: string;
    readonly values?: Block | null;
  }[];
  readonly child_modules?: readonly PlannedModule[];
}

interface ConfiguredResource {
  readonly address: string;
  readonly expressions?: Block;
}

/**
 * Documents with a value in them that nobody knows yet are not in a plan at all. They were judged at synthesis, where
 * all of them but that value can be read.
 */
const DOCUMENTS = new Set([...POLICY_ARGUMENTS, "container_definitions"]);

/** The resources that a plan leaves in one stack, with the values that are known. */
export function plannedResources(stack: string, plan: PolicyPlanJson): JudgedResource[] {
  const expressions = new Map(
    (plan.configuration?.root_module?.resources ?? []).map((each) => [each.address, each.expressions]),
  );
  return resourcesIn(plan.planned_values?.root_module).flatMap(({ address, type, values }) => {
    // Without values: the plan takes the resource out of the state.
    if (!values) return [];
    // Instances made by count or for_each share one configuration.
    const written = expressions.get(address.replace(/\[[^\]]*\]$/, ""));
    return {
      stack,
      address,
      type,
      values: written === undefined ? values : linked(asWritten(values, written), written),
    };
  });
}

/**
 * Without what the provider adds to a resource that is there: a security group lists the rules that are resources of
 * their own, an endpoint the policy that AWS gave it. What other resources name it by stays.
 */
const asWritten = (values: Block, written: Block): Block =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => name in written || name === "id" || name === "arn"),
  );

const resourcesIn = (module: PlannedModule | undefined): NonNullable<PlannedModule["resources"]> => [
  ...(module?.resources ?? []).filter(({ mode }) => mode === "managed"),
  ...(module?.child_modules ?? []).flatMap(resourcesIn),
];

/** The values, with what the configuration refers to where the plan leaves out a value: it writes `null` for none. */
function linked(values: Block, expressions: Block): Block {
  const result: Record<string, unknown> = { ...values };
  for (const [name, expression] of Object.entries(expressions)) {
    const value = values[name];
    if (Array.isArray(value) && Array.isArray(expression)) {
      const written = nested(expression);
      result[name] = nested(value).map((block, index) => linked(block, written[index] ?? {}));
    } else if (!(name in values) && !DOCUMENTS.has(name)) {
      const references = nested(expression).flatMap((each) => texts(each.references));
      if (references.length > 0) result[name] = references.map((each) => `\${${each}}`).join(" ");
    }
  }
  return result;
}
