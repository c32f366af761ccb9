import type { JudgedResource } from "../finding";
import { readJson } from "../json-text";
import { names } from "../subject";
import { nested, texts, type Block } from "../values";

const TYPE = "data.aws_iam_policy_document";

export const isPolicyDocument = ({ type }: JudgedResource): boolean => type === TYPE;

/**
 * The statements of a data source that writes a policy, in the words of IAM, with those of the documents that it is
 * made from.
 *
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function documentStatements(
  document: JudgedResource,
  documents: readonly JudgedResource[],
  seen: readonly JudgedResource[] = [],
): Block[] | undefined {
  if (seen.includes(document)) return [];
  const {
    source_policy_documents: sources,
    override_policy_documents: overrides,
    statement,
  } = document.values;
  const others = texts([sources, overrides]).map((text): Block[] | undefined => {
    const named = documents.find((each) => names(text, document.stack, each));
    if (named) return documentStatements(named, documents, [...seen, document]);
    const policy = readJson(text);
    return typeof policy === "object" && policy !== null && "Statement" in policy
      ? nested(policy.Statement)
      : undefined;
  });
  const readable = others.filter((each) => each !== undefined);
  if (readable.length < others.length) return undefined;
  return [...readable.flat(), ...nested(statement).map(inWordsOfIam)];
}

function inWordsOfIam(statement: Block): Block {
  const principals = (value: unknown) => texts(nested(value).map(({ identifiers }) => identifiers));
  const conditions = nested(statement.condition).map(({ test, variable, values }) => [
    String(test),
    { [String(variable)]: texts(values) },
  ]);
  const written: Readonly<Record<string, readonly string[]>> = {
    Action: texts(statement.actions),
    NotAction: texts(statement.not_actions),
    Resource: texts(statement.resources),
    NotResource: texts(statement.not_resources),
    Principal: principals(statement.principals),
    NotPrincipal: principals(statement.not_principals),
  };
  return {
    Sid: statement.sid,
    Effect: statement.effect ?? "Allow",
    ...Object.fromEntries(Object.entries(written).filter(([, values]) => values.length > 0)),
    ...(conditions.length > 0 && { Condition: Object.fromEntries(conditions) as Block }),
  };
}
