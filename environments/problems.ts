import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { shown } from "./errors";
import { propertyFor } from "./other-words";
import { dotted } from "./paths";
import type { Place } from "./rules/arn";
import { isRegion } from "./rules/partition";
import { ACCOUNT } from "./rules/text";

type Path = readonly PropertyKey[];

/** What follows a value that is refused, for example `; did you mean "x"?`. */
export type Hint = (value: unknown) => string;

/** What is wrong with a value in an environment of an account and region, behind its path; else nothing. */
export type Ask = (value: unknown, place: Place) => string | undefined;

/** What leaves add to an issue. */
interface Params {
  readonly hint?: Hint;
  readonly ask?: Ask;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

/** Letters that may be wrong in a name: one in four, and one at least. */
const WRONG_IN = 4;

/** The known name that an unknown one was probably meant to be: one that it begins, or that a slip of the keys made it from. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const longest = Math.max(0, ...known.map(({ length }) => length));
  // Nothing is near to a text of any other length, which can be very long.
  if (typed === "" || typed.length > longest * 2) return undefined;
  const begun = known.filter((name) => name.toLowerCase().startsWith(typed));
  if (begun.length === 1) return begun[0];
  const lowered = new Map(known.map((name) => [name.toLowerCase(), name]));
  const candidate = closest(typed, [...lowered.keys()]);
  // `dve` for `dev`: two letters that changed places count as two.
  const wrong = isSwapped(typed, candidate) ? 1 : distance(typed, candidate);
  return wrong <= Math.max(1, Math.floor(candidate.length / WRONG_IN)) ? lowered.get(candidate) : undefined;
}

/** Whether two neighbouring letters have changed places. */
function isSwapped(typed: string, name: string): boolean {
  const at = Array.from(name).findIndex((letter, index) => letter !== typed[index]);
  return (
    at >= 0 && typed === name.slice(0, at) + (name[at + 1] ?? "") + (name[at] ?? "") + name.slice(at + 2)
  );
}

/** `; did you mean "x"?`, or nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  return candidate === undefined ? "" : didYouMean(candidate, word);
}

/** `; did you mean "x"?`, and nothing where that is what was written. */
export const didYouMean = (candidate: string, written: unknown): string =>
  candidate === written ? "" : `; did you mean "${candidate}"?`;

/** In a shorter word, another letter makes another word as often as a slip does: `stage` is not meant to be `state`. */
const MIN_SUBSTITUTED = 6;

/** The keyword that was probably meant: `nearest`, without short words that another letter makes another word. */
export function nearestKeyword(word: string, known: readonly string[]): string | undefined {
  const found = nearest(word, known);
  const typed = word.toLowerCase();
  const near = found?.toLowerCase() ?? "";
  const isOther = near.length === typed.length && near !== typed && !isSwapped(typed, near);
  return isOther && typed.length < MIN_SUBSTITUTED ? undefined : found;
}

/** Unknown properties that are listed for one object; more are most likely one mistake, such as a misplaced object. */
const MAX_UNKNOWN = 20;

/** The known properties are listed once, with the first word that resembles none of them. */
function unknownProblems(path: Path, keys: readonly string[], known: readonly string[]): string[] {
  let list = `; known are ${known.join(", ")}`;
  const problems = keys.slice(0, MAX_UNKNOWN).map((key) => {
    const meant = propertyFor(key, known) ?? nearestKeyword(key, known);
    const hint = meant === undefined ? list : didYouMean(meant, key);
    if (meant === undefined) list = "";
    return `${dotted([...path, key])} must be a known property, got ${shown(key)}${hint}`;
  });
  const more = keys.length - problems.length;
  return more > 0
    ? [...problems, `${nameOf(path)} must have known properties only, got ${more} more that are unknown`]
    : problems;
}

const nameOf = (path: Path): string => (path.length === 0 ? "the environment" : dotted(path));

/** One line per problem that the schema found in `input`, in the words of the property that has it. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], input: unknown): string[] {
  const place = placeOf(input);
  return issues.flatMap((issue) => {
    const name = dotted(issue.path);
    const value = valueAt(input, issue.path);
    switch (issue.code) {
      case "unrecognized_keys":
        return unknownProblems(issue.path, issue.keys, issue.message.split(" "));
      case "invalid_type":
        return [
          `${nameOf(issue.path)} must be ${noun(issue.expected)}, got ${shown(value)}${formIn(issue.message)}`,
        ];
      case "invalid_key":
        return issue.issues.map((inner) => {
          const key = issue.path.at(-1);
          return `${name} as a name ${inner.message}, got ${shown(key)}${paramsOf(inner).hint?.(key) ?? ""}`;
        });
      default:
        return customProblem(name, issue, value, place);
    }
  });
}

function customProblem(
  name: string,
  issue: z.core.$ZodIssue,
  value: unknown,
  place: Place | undefined,
): string[] {
  const { ask, hint } = paramsOf(issue);
  if (ask === undefined) return [`${name} ${issue.message}, got ${shown(value)}${hint?.(value) ?? ""}`];
  const problem = place && ask(value, place);
  return problem === undefined ? [] : [`${name} ${problem}`];
}

/** The hint that `object` in `schema/leaves.ts` writes in place of the message; other schemas have one of Zod. */
const formIn = (message: string): string => (message.startsWith("; ") ? message : "");

const paramsOf = (issue: z.core.$ZodIssue): Params =>
  (issue.code === "custom" ? (issue.params as Params | undefined) : undefined) ?? {};

/** Account and region of an environment, when both are valid. */
function placeOf(input: unknown): Place | undefined {
  const { account, region } = (input ?? {}) as Partial<Record<keyof Place, unknown>>;
  return typeof account === "string" && ACCOUNT.test(account) && isRegion(region)
    ? { account, region }
    : undefined;
}

function noun(type: string): string {
  return { array: "a list", object: "an object", record: "an object" }[type] ?? type;
}
