import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../../environments/model";
import { RULES, type Finding, type Judged, type Rule, type Suppression } from "../../policy";
import { synthesiseInto, withFolder } from "../synthesised";

/** The whole answer of `slipway policy <environment> --json`. */
export interface PolicyReport {
  readonly environment: string;
  /** Whether the rules of protected environments hold too. */
  readonly protected: boolean;
  /** Whether nothing is to be done: no finding, and no suppression without one. */
  readonly ok: boolean;
  /** Every rule that there is, in the order in which they are asked. */
  readonly rules: readonly RuleReport[];
  readonly findings: readonly Finding[];
  /** Findings that the environment lets stand, with its reasons. */
  readonly suppressed: readonly (Finding & { readonly reason: string })[];
  /** Suppressions that no finding needs. */
  readonly unused: readonly Suppression[];
}

export interface RuleReport extends Pick<Rule, "id" | "doc" | "scope" | "sources"> {
  /** Whether it holds in this environment. */
  readonly holds: boolean;
  /** Findings that do not stand. */
  readonly findings: number;
  /** Findings that stand. */
  readonly suppressed: number;
}

/** Synthesises an environment, its bootstrap too, into a folder of its own that goes afterwards, and judges it. */
export const policyReport = (environment: Environment): Promise<PolicyReport> =>
  withFolder(async (outdir) => {
    const file = join(outdir, "policy.json");
    const variables = { SLIPWAY_IMAGES: undefined, SLIPWAY_POLICY_REPORT: file };
    await synthesiseInto(outdir, environment, variables);
    const [judged] = JSON.parse(await readFile(file, "utf8")) as readonly [Judged];
    return reportOf(environment, judged);
  });

/** @internal */
export function reportOf(
  environment: Pick<Environment, "name" | "protected">,
  { findings, suppressed, unused }: Judged,
): PolicyReport {
  const of = (id: string, list: readonly Finding[]) => list.filter(({ rule }) => rule === id).length;
  return {
    environment: environment.name,
    protected: environment.protected,
    ok: findings.length === 0 && unused.length === 0,
    rules: Object.values(RULES).map(({ doc, id, scope, sources }) => ({
      id,
      doc,
      scope,
      sources,
      holds: scope === "all" || environment.protected,
      findings: of(id, findings),
      suppressed: of(id, suppressed),
    })),
    findings,
    suppressed,
    unused,
  };
}
