import { nested, resources, texts, type Block, type StackDocument } from "./document";
import { readJson } from "./json-text";

/** One statement of a policy, with single values as lists. */
export interface PolicyStatement {
  /** For example `aws_iam_role_policy.task.policy statement "ReadSecrets"`. */
  readonly where: string;
  /** Terraform type of the resource that holds the policy. */
  readonly type: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `*`, service names and ARNs alike. */
  readonly principals: readonly string[];
  readonly conditional: boolean;
  /** `NotAction`, `NotResource` or `NotPrincipal`, when the statement says what it leaves out. */
  readonly inverted: readonly string[];
}

export interface Policies {
  readonly statements: readonly PolicyStatement[];
  /** Policies that can not be read here. */
  readonly unreadable: readonly string[];
}

const POLICY_ARGUMENTS = ["policy", "assume_role_policy", "access_policy"];
const INVERTED = ["NotAction", "NotResource", "NotPrincipal"];

/** Several rules ask for the policies of one document. */
const known = new WeakMap<StackDocument, Policies>();

/** Every IAM and resource policy that stands in a stack. */
export function policies(document: StackDocument): Policies {
  const found = known.get(document) ?? read(document);
  known.set(document, found);
  return found;
}

function read(document: StackDocument): Policies {
  const statements: PolicyStatement[] = [];
  const unreadable: string[] = [];
  for (const { type, address, block } of resources(document)) {
    if (!type.startsWith("aws_")) continue;
    const found = [
      ...POLICY_ARGUMENTS.map((argument) => ({ where: `${address}.${argument}`, text: block[argument] })),
      ...nested(block.inline_policy).map((inline) => ({
        where: `${address}.inline_policy`,
        text: inline.policy,
      })),
    ];
    for (const { where, text } of found) {
      if (typeof text !== "string") continue;
      const policy = readJson(text);
      if (typeof policy !== "object" || policy === null) unreadable.push(where);
      // A document without statements is no IAM policy: ECR's lifecycle policy has rules.
      else if ("Statement" in policy) statements.push(...statementsOf(where, type, policy.Statement));
    }
  }
  return { statements, unreadable };
}

function statementsOf(where: string, type: string, value: unknown): PolicyStatement[] {
  return nested(value).map((statement: Block, index) => {
    const sid = statement.Sid;
    return {
      where: `${where} statement ${typeof sid === "string" ? JSON.stringify(sid) : index + 1}`,
      type,
      effect: String(statement.Effect),
      actions: texts(statement.Action),
      resources: texts(statement.Resource),
      principals: texts(statement.Principal),
      conditional: statement.Condition !== undefined,
      inverted: INVERTED.filter((key) => statement[key] !== undefined),
    };
  });
}
