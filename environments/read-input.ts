import { shown } from "./errors";
import type { EnvironmentInput } from "./input";
import { plainData } from "./plain-data";
import { schemaProblems } from "./problems";
import { schema } from "./schema";

export interface ReadInput {
  /** The input as plain data; only to be used when there are no problems. */
  readonly data: EnvironmentInput;
  /** What its problems are about, for example `environment "dev"`. */
  readonly subject: string;
  readonly problems: readonly string[];
}

/** Reads what an environment file exports, which a type check may never have seen: its form and its single values. */
export function readInput(input: unknown): ReadInput {
  const { data, problems } = plainData(input);
  const { name } = Object(data) as { readonly name?: unknown };
  return {
    data: data as EnvironmentInput,
    subject: `environment ${shown(typeof name === "string" ? name : "")}`,
    problems:
      problems.length > 0 ? problems : schemaProblems(schema.safeParse(data).error?.issues ?? [], data),
  };
}
