import { type Line, line, words } from "./words";

/** What the rules of the environment say against the plan. */
export interface ReviewFinding {
  /** `high` is shown loud; other words are shown as they are. */
  readonly severity: string;
  /** The rule, in kebab-case. */
  readonly rule: string;
  readonly stack: string;
  /** Terraform address. */
  readonly address: string;
  /** `x must ..., got ...; do ...`. */
  readonly problem: string;
}

export const findingLines = (findings: readonly ReviewFinding[]): Line[] =>
  findings.map(({ severity, rule, address, problem }) =>
    line(words`${severity} ${rule} at ${address}: ${problem}`, severity === "high"),
  );
