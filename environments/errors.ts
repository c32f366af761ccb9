import { escapeControls } from "./control-characters";

/** Problems that one message lists; more are most likely one mistake in many places. */
const MAX_LINES = 200;

/**
 * What keeps a command from its work, as a list. Each problem reads `<name as written> must <rule with bounds and unit>,
 * got <value>`, followed by `; <what to do>` where that is not obvious.
 */
class Problems extends Error {
  readonly problems: readonly string[];

  constructor(headline: string, problems: readonly string[]) {
    // Lines are ours: the log of a program, for example.
    const shown = problems.map((problem) => problem.split("\n").map(escapeControls).join("\n"));
    const lines = shown.slice(0, MAX_LINES).map((problem) => `  - ${problem}`);
    const more = shown.length - lines.length;
    super([`${headline}:`, ...lines, ...(more > 0 ? [`  - and ${more} more`] : [])].join("\n"));
    this.problems = shown;
  }
}

/** What is not valid, for example `environment "dev"`, or a headline of its own. */
type Subject = string | { readonly headline: string };

/** The user's input is wrong. Printed without a stack, exit code 1. */
export class ConfigurationError extends Problems {
  override readonly name = "ConfigurationError";

  /** @param problems every problem found, in the order of the input; at least one */
  constructor(subject: Subject, problems: readonly string[]) {
    super(typeof subject === "string" ? `${subject} is not valid` : subject.headline, problems);
  }
}

/** The input is right, but something that the command needs does not exist yet. Printed without a stack, exit code 1. */
export class NotReadyError extends Problems {
  override readonly name = "NotReadyError";

  /**
   * @param subject what is not ready, for example `environment "dev"`
   * @param problems what is missing, with the command that creates it; at least one
   */
  constructor(subject: string, problems: readonly string[]) {
    super(`${subject} is not ready`, problems);
  }
}

/**
 * The input is right and everything exists, but the command must not do what it was asked for: an unhealthy release is
 * not promoted, a damaged record not read. Printed without a stack, exit code 1.
 */
export class RefusedError extends Problems {
  override readonly name = "RefusedError";

  /**
   * @param action what is not done, for example `roll back web in environment "dev"`
   * @param problems the reasons; at least one
   */
  constructor(action: string, problems: readonly string[]) {
    super(`Cannot ${action}`, problems);
  }
}

/** Throws one {@link ConfigurationError} with all problems, or returns when there is none. */
export function refuse(subject: Subject, problems: readonly string[]): void {
  if (problems.length > 0) throw new ConfigurationError(subject, problems);
}

/** A value in a message is cut behind this many characters. */
const MAX_SHOWN = 500;

/** A value as a message shows it: strings quoted, the rest as JSON, on one line and cut; `undefined` as `nothing`. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = escapeControls(JSON.stringify(value));
  return json.length <= MAX_SHOWN ? json : `${json.slice(0, MAX_SHOWN)}... (${json.length} characters)`;
}
