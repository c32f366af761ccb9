import { ConfigurationError } from "../../../environments/errors";
import { dotted } from "../../../environments/paths";
import type { Leaf } from "./leaves";

/** New texts of leaves. */
export type Texts = ReadonlyMap<Leaf, string>;

/** The problems with which an environment is refused; any other failure is thrown. */
export function problemsOf(use: () => unknown): readonly string[] {
  try {
    use();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/**
 * The texts with an addition to each of the leaves whose rules accept it. Fails unless each refused one has a problem that
 * names the leaf, or what the leaf is in.
 */
export function extended(
  texts: Texts,
  leaves: readonly Leaf[],
  addition: (leaf: Leaf) => string,
  problemsWith: (texts: Texts) => readonly string[],
): Texts {
  const withAdditionsTo = (chosen: readonly Leaf[]): Texts =>
    new Map([
      ...texts,
      ...chosen.map((leaf) => [leaf, `${texts.get(leaf) ?? leaf.text}${addition(leaf)}`] as const),
    ]);
  let tried = leaves;
  for (;;) {
    const longer = withAdditionsTo(tried);
    const problems = problemsWith(longer);
    if (problems.length === 0) return longer;
    const refused = refusedOf(tried, problems, (leaf) => problemsWith(withAdditionsTo([leaf])).length > 0);
    tried = tried.filter((leaf) => !refused.includes(leaf));
  }
}

/** Where a problem names only what leaves are in, each of them is tried alone. */
function refusedOf(
  tried: readonly Leaf[],
  problems: readonly string[],
  isRefusedAlone: (leaf: Leaf) => boolean,
): readonly Leaf[] {
  const named = tried.filter((leaf) => problems.some((problem) => names(problem, leaf)));
  if (named.length > 0) return named;
  const around = tried.filter(
    (leaf) => problems.some((problem) => namesAround(problem, leaf)) && isRefusedAlone(leaf),
  );
  if (around.length > 0) return around;
  throw new Error(`no text that was changed is named by:\n${problems.join("\n")}`);
}

/** A key has its new text in the problem, behind the old one, and in quotes where it needs them. */
function names(problem: string, { isKey, path }: Leaf): boolean {
  if (!isKey) return problem.startsWith(`${dotted(path)} `);
  const quoted = `${dotted(path.slice(0, -1))}[${JSON.stringify(String(path.at(-1))).slice(0, -1)}`;
  return problem.startsWith(dotted(path)) || problem.startsWith(quoted);
}

const namesAround = (problem: string, { path }: Leaf): boolean =>
  path.some((_, length) => length > 0 && problem.startsWith(`${dotted(path.slice(0, length))} `));
