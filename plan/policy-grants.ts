import { canonical } from "./canonical";

/** One thing that a policy document allows, or denies, to one principal. */
export interface Grant {
  readonly allow: boolean;
  /** Whom: `aws:...`, `service:...`, `*`; empty where the policy belongs to a role. */
  readonly principal: string;
  readonly action: string;
  /** Empty in a trust policy. */
  readonly resource: string;
  /** Canonical JSON; empty when there is none. */
  readonly condition: string;
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/** All that a document says, each by itself; `undefined` when it is not a policy. No document says nothing. */
export function grantsOf(document: string | undefined): Grant[] | undefined {
  if (document === undefined || document === "") return [];
  let parsed: { readonly Statement?: Statement | readonly Statement[] } | null;
  try {
    parsed = JSON.parse(document) as typeof parsed;
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null) return undefined;
  return list<Statement>(parsed.Statement).flatMap((statement) => grantsIn(statement));
}

const grantsIn = (statement: Statement): Grant[] => {
  const { Effect, Condition } = statement;
  const condition = Condition === undefined ? "" : canonical(Condition);
  return principals(statement).flatMap((principal) =>
    either(statement.Action, statement.NotAction).flatMap((action) =>
      either(statement.Resource, statement.NotResource).map((resource) => ({
        allow: Effect === "Allow",
        principal,
        action,
        resource,
        condition,
      })),
    ),
  );
};

/** A negation is one thing as a whole. */
export const EXCEPT = "all but ";
function either(of: unknown, not: unknown): string[] {
  if (not !== undefined) return [`${EXCEPT}${list<string>(not).sort().join(", ")}`];
  return of === undefined ? [""] : list<string>(of);
}

function principals({ Principal, NotPrincipal }: Statement): string[] {
  if (NotPrincipal !== undefined) return [`${EXCEPT}${named(NotPrincipal).join(", ")}`];
  return Principal === undefined ? [""] : named(Principal);
}

const named = (principal: unknown): string[] =>
  typeof principal === "string"
    ? [principal]
    : Object.entries(principal as Record<string, unknown>).flatMap(([kind, of]) =>
        list<string>(of)
          .map((one) => (one === "*" ? "*" : kind === "AWS" ? one : `${kind.toLowerCase()} ${one}`))
          .sort(),
      );

const list = <T>(value: unknown): T[] =>
  value === undefined ? [] : Array.isArray(value) ? [...(value as T[])] : [value as T];

/** Whether one grant gives all that the other gives: by its wildcards, or because it has no condition. */
export const covers = (one: Grant, other: Grant): boolean =>
  one.allow === other.allow &&
  (one.principal === other.principal || one.principal === "*") &&
  (one.condition === other.condition || one.condition === "") &&
  matches(one.action.toLowerCase(), other.action.toLowerCase()) &&
  matches(one.resource, other.resource);

/** Patterns of IAM: `*` for any text, `?` for one character. */
function matches(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (!/[*?]/.test(pattern) || pattern.startsWith(EXCEPT) || text.startsWith(EXCEPT)) return pattern === "*";
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
