/**
 * The user's input is wrong. Printed without a stack, exit code 1.
 *
 * Each problem reads `<name as written> must <rule with bounds and unit>, got <value>`, followed by
 * `; <what to do>` where that is not obvious.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  /**
   * @param subject what is not valid, for example `environment "dev"`
   * @param problems every problem found, in the order of the input; at least one
   */
  constructor(
    readonly subject: string,
    readonly problems: readonly string[],
  ) {
    super(`${subject} is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/** Throws one {@link ConfigurationError} with all problems, or returns when there is none. */
export function refuse(subject: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new ConfigurationError(subject, problems);
}

/** A value as a message shows it: strings quoted, the rest as JSON; `undefined` as `nothing`. */
export function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
