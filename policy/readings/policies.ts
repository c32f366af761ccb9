import type { JudgedResource } from "../finding";
import { readJson } from "../json-text";
import { names, type Subject } from "../subject";
import { nested, texts, type Block } from "../values";
import { documentStatements, isPolicyDocument } from "./policy-document";

/** One statement of a policy, with single values as lists. */
export interface PolicyStatement {
  readonly resource: JudgedResource;
  /** For example `aws_iam_role_policy.task.policy statement "ReadSecrets"`. */
  readonly where: string;
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `*`, service names and ARNs alike. */
  readonly principals: readonly string[];
  /** By operator, then by key; `undefined` without conditions. */
  readonly conditions: Block | undefined;
  /** `NotAction`, `NotResource` or `NotPrincipal`, when the statement says what it leaves out. */
  readonly inverted: readonly string[];
}

export interface Policies {
  readonly statements: readonly PolicyStatement[];
  /** Policies that can not be read here. */
  readonly unreadable: readonly { readonly resource: JudgedResource; readonly where: string }[];
}

/** Arguments of the provider that hold a policy, whatever the resource. */
export const POLICY_ARGUMENTS = [
  "policy",
  "policy_document",
  "assume_role_policy",
  "resource_policy",
  "repository_policy",
  "access_policy",
  "access_policies",
];
const INVERTED = ["NotAction", "NotResource", "NotPrincipal"];

/** Every IAM and resource policy that stands in resources, also in the data sources that they name. */
export function policiesIn(subject: Subject): Policies {
  const statements: PolicyStatement[] = [];
  const unreadable: { resource: JudgedResource; where: string }[] = [];
  for (const resource of subject.resources) {
    if (!resource.type.startsWith("aws_")) continue;
    for (const { where, text } of textsOf(resource)) {
      if (typeof text !== "string") continue;
      const found = statementsIn(subject, resource, text);
      if (found === undefined) unreadable.push({ resource, where });
      else statements.push(...found.map((each, index) => statementOf(resource, where, each, index)));
    }
  }
  return { statements, unreadable };
}

function textsOf({ address, values }: JudgedResource): { where: string; text: unknown }[] {
  return [
    ...POLICY_ARGUMENTS.map((argument) => ({ where: `${address}.${argument}`, text: values[argument] })),
    ...nested(values.inline_policy).map((inline) => ({
      where: `${address}.inline_policy`,
      text: inline.policy,
    })),
  ];
}

/** The statements of a text; `undefined` when it is neither JSON nor the name of a document that is there. */
function statementsIn(subject: Subject, { stack }: JudgedResource, text: string): Block[] | undefined {
  const policy = readJson(text);
  if (typeof policy === "object" && policy !== null) {
    // A document without statements is no IAM policy: ECR's lifecycle policy has rules.
    return "Statement" in policy ? nested(policy.Statement) : [];
  }
  const documents = subject.resources.filter(isPolicyDocument);
  const named = documents.find(
    (document) => text === `\${${document.address}.json}` && names(text, stack, document),
  );
  return named && documentStatements(named, documents);
}

function statementOf(
  resource: JudgedResource,
  where: string,
  statement: Block,
  index: number,
): PolicyStatement {
  const sid = statement.Sid;
  // An empty condition narrows nothing.
  const [conditions] = nested(statement.Condition).filter((each) => Object.keys(each).length > 0);
  return {
    resource,
    where: `${where} statement ${typeof sid === "string" && sid !== "" ? JSON.stringify(sid) : index + 1}`,
    allows: statement.Effect !== "Deny",
    actions: texts(statement.Action),
    resources: texts(statement.Resource),
    principals: texts(statement.Principal),
    conditions,
    inverted: INVERTED.filter((key) => statement[key] !== undefined),
  };
}
