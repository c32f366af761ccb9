/** A statement of a finished policy document. */
export interface DocumentStatement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: unknown;
}

export const statementsOf = (document: unknown): DocumentStatement[] =>
  (JSON.parse(String(document)) as { Statement: DocumentStatement[] }).Statement;

/**
 * Decides as IAM does: a denial wins, and what nothing allows is denied. Conditions are taken for the worst: they stop no
 * permission, and no denial with one counts.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(all: readonly DocumentStatement[], action: string, resource: string): boolean {
  const about = all.filter(
    (each) =>
      matches(each.Action, each.NotAction, action, "i") && matches(each.Resource, each.NotResource, resource),
  );
  const denied = about.some(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined);
  return !denied && about.some(({ Effect }) => Effect === "Allow");
}

type Patterns = string | readonly string[] | undefined;

const matches = (patterns: Patterns, notPatterns: Patterns, text: string, flags = ""): boolean =>
  patterns === undefined ? !matchesAny(notPatterns, text, flags) : matchesAny(patterns, text, flags);

const matchesAny = (patterns: Patterns, text: string, flags: string): boolean =>
  [patterns ?? []].flat().some((pattern) => {
    const expression = pattern
      .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${expression}$`, flags).test(text);
  });
