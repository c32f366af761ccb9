import { proves } from "../../emulator/capabilities";
import { emulatorEngine, type EmulatorKind } from "../../emulator/engine";

/** One run of jest. */
export interface Suites {
  /** As the report calls them. */
  readonly name: string;
  readonly project: "engines" | "integration";
  readonly folder: string;
}

export interface Outcome {
  readonly kind: EmulatorKind;
  /** Why it was not run; then nothing ran. */
  readonly missing?: string;
  readonly ran: readonly { readonly name: string; readonly passed: boolean }[];
}

const PROBES: Suites = { name: "probes", project: "engines", folder: "__tests__/engines" };
const EXAMPLES: Suites = {
  name: "examples",
  project: "integration",
  folder: "__tests__/integration/examples",
};
/** State and foundation: what can be shown without containers. */
const FOUNDATION: Suites = {
  name: "foundation",
  project: "integration",
  folder: "__tests__/integration/localstack",
};

/** What an engine is put through. The probes compare with what is claimed, and of the licensed LocalStack nothing is. */
export function suitesOf(kind: EmulatorKind): readonly Suites[] {
  if (kind === "localstack-licensed") return [EXAMPLES];
  return [PROBES, proves(kind, "containers") ? EXAMPLES : FOUNDATION];
}

/** One line for each engine. */
export function report(outcomes: readonly Outcome[]): string {
  const titles = outcomes.map(({ kind }) => emulatorEngine(kind).title);
  const width = Math.max(...titles.map(({ length }) => length));
  return outcomes
    .map(({ missing, ran }, index) => {
      const results = ran.map(({ name, passed }) => `${name} ${passed ? "passed" : "FAILED"}`).join(", ");
      return `${titles[index]?.padEnd(width) ?? ""}  ${missing === undefined ? results : `not run: ${missing}`}`;
    })
    .join("\n");
}

/** 0 when everything that ran has passed, and something ran. */
export function exitCode(outcomes: readonly Outcome[]): number {
  const ran = outcomes.flatMap((outcome) => outcome.ran);
  return ran.length > 0 && ran.every(({ passed }) => passed) ? 0 : 1;
}
