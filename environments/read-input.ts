import { shown } from "./errors";
import type { EnvironmentInput } from "./input";
import { dotted } from "./paths";
import { plainData } from "./plain-data";
import { schemaProblems } from "./problems";
import { fillPlaceholders } from "./rules/placeholders";
import { schema } from "./schema";

export interface ReadInput {
  /** The input as plain data, with its placeholders filled; only to be used when there are no problems. */
  readonly data: EnvironmentInput;
  /** What its problems are about: `environment "dev"`, or the file where it has no name. */
  readonly subject: string;
  readonly problems: readonly string[];
}

/**
 * Reads what an environment file exports, which a type check may never have seen: its form, its placeholders and its
 * single values.
 *
 * @param file what the input is where it has no name, for example `environments/dev.ts`
 */
export function readInput(input: unknown, file = "an environment without a name"): ReadInput {
  const { data, problems } = plainData(input);
  const { name } = Object(data) as { readonly name?: unknown };
  const subject = typeof name === "string" && name !== "" ? `environment ${shown(name)}` : file;
  const written = data as EnvironmentInput;
  if (problems.length > 0) return { data: written, subject, problems };
  const filled = fillPlaceholders(written);
  const issues = schema.safeParse(filled.input).error?.issues ?? [];
  return {
    data: filled.input,
    subject,
    problems: [
      ...filled.problems,
      ...schemaProblems(
        // A text with a placeholder in it is not checked further.
        issues.filter(({ path }) => !filled.unfilled.has(dotted(path))),
        filled.input,
      ),
    ],
  };
}
