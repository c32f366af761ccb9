import type { Finding } from "../policy";
import { type Line, line, words } from "./words";

/** What the policy says against the plan; a deployment is refused for it, so that each line is loud. */
export const findingLines = (findings: readonly Finding[]): Line[] =>
  findings.map(({ rule, address, problem }) => line(words`${rule} at ${address}: ${problem}`, true));
