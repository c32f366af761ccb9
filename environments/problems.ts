import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { shown } from "./errors";

type Path = readonly PropertyKey[];

/** `services.web.port`, `network.publicSubnets[0]`. */
export function dotted(path: Path): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`))
    .join("");
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

/** The known name that an unknown one was probably meant to be: one that it begins, or differs from by half at most. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word === "") return undefined;
  const begun = known.filter((name) => name.toLowerCase().startsWith(word.toLowerCase()));
  if (begun.length === 1) return begun[0];
  const candidate = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), candidate.toLowerCase()) <= candidate.length / 2
    ? candidate
    : undefined;
}

/** `; did you mean "x"?`, or nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  return candidate === undefined ? "" : `; did you mean "${candidate}"?`;
}

/** One line per problem that the schema found in `input`, in the words of the property that has it. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], input: unknown): string[] {
  return issues.flatMap((issue) => {
    const name = dotted(issue.path);
    const value = valueAt(input, issue.path);
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => {
          const known = issue.message.split(" ");
          return `${dotted([...issue.path, key])} must be a known property (${known.join(", ")}), got "${key}"${suggestion(key, known)}`;
        });
      case "invalid_type":
        return [
          `${name === "" ? "the environment" : name} must be ${noun(issue.expected)}, got ${shown(value)}`,
        ];
      case "invalid_key":
        return issue.issues.map(
          (inner) => `${name} as a name ${inner.message}, got ${shown(issue.path.at(-1))}`,
        );
      default:
        return [`${name} ${issue.message}, got ${shown(value)}`];
    }
  });
}

function noun(type: string): string {
  return { array: "a list", object: "an object", record: "an object" }[type] ?? type;
}
