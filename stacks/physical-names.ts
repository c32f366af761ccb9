import { TerraformResource, Token, type TerraformStack } from "cdktf";
import { shown } from "../environments/errors";
import { nameProblem, nameRule, type NameRule } from "../environments/rules/name-rules";

/** A resource with a name in the account. */
interface Named {
  readonly resource: TerraformResource;
  readonly rule: NameRule;
  readonly name: string;
  /** AWS adds characters of its own, so no other resource can have the name. */
  readonly completed: boolean;
}

/** Characters that the provider adds to a name's beginning: https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/id/id.go */
const COMPLETION = "0".repeat(26);

/** What AWS would refuse about the names in the stacks of an environment, and the ones that two resources share. */
export function physicalNameProblems(stacks: readonly TerraformStack[]): string[] {
  const named = stacks
    .flatMap((stack) => stack.node.findAll())
    .flatMap((node) => (TerraformResource.isTerraformResource(node) ? nameOf(node) : []));
  return [...named.flatMap(problemOf), ...repeatedNames(named.filter(({ completed }) => !completed))];
}

/** Names that only Terraform or AWS know are left out. */
function nameOf(resource: TerraformResource): Named[] {
  const rule = nameRule(resource.terraformResourceType);
  if (rule === undefined) return [];
  const inputs = resource as unknown as Readonly<Record<string, unknown>>;
  const name = inputs[`${rule.argument ?? "name"}Input`];
  const beginning = inputs.namePrefixInput;
  if (isKnown(name)) return [{ resource, rule, name, completed: false }];
  return isKnown(beginning) ? [{ resource, rule, name: `${beginning}${COMPLETION}`, completed: true }] : [];
}

const isKnown = (name: unknown): name is string => typeof name === "string" && !Token.isUnresolved(name);

function problemOf({ name, resource, rule }: Named): string[] {
  const problem = nameProblem(rule, name);
  return problem === undefined
    ? []
    : [`the name of ${addressOf(resource)} ${problem}; rename what it is named after`];
}

function repeatedNames(named: readonly Named[]): string[] {
  const first = new Map<string, Named>();
  return named.flatMap((each) => {
    const { name, resource, rule } = each;
    const key = `${rule.namespace ?? resource.terraformResourceType} ${name}`;
    const other = first.get(key);
    first.set(key, other ?? each);
    if (other === undefined) return [];
    return [
      `the names of ${addressOf(other.resource)} and ${addressOf(resource)} must differ, got ${shown(name)} for both; rename what one of them is named after`,
    ];
  });
}

/** `aws_lb_target_group service-web/route/alternate`: the type, and the constructs around the resource. */
const addressOf = ({ node, terraformResourceType }: TerraformResource): string =>
  `${terraformResourceType} ${node.path.split("/").slice(1).join("/")}`;
