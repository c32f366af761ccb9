import { argumentExcesses } from "./arguments";
import { characterExcesses } from "./characters";
import { countExcesses } from "./counts";
import { documentExcesses } from "./documents";
import { Finished } from "./finished";
import { healthCheckExcesses } from "./health-checks";
import type { Excess } from "./limit";
import { nameExcesses } from "./names";
import { quotaExcesses } from "./quotas";
import { inlinePolicyExcesses } from "./roles";
import { taskDefinitionExcesses } from "./task-definition";

/** Each text as `<stack>: <resource> <problem>`. */
export interface LimitReport {
  /** What no AWS account can have, each as `must have at most <limit>, got <value>; <what to do>`. */
  readonly problems: readonly string[];
  /** What may be above a limit, and what is above a default quota that AWS raises on request. */
  readonly notes: readonly string[];
}

/**
 * Compares the finished resources of all stacks of an environment with what AWS takes.
 *
 * @param stacks documents by the names of the stacks
 */
export function limitReport(stacks: ReadonlyMap<string, unknown>): LimitReport {
  const finished = new Finished(stacks);
  const excesses = [
    ...taskDefinitionExcesses(finished),
    ...inlinePolicyExcesses(finished),
    ...documentExcesses(finished),
    ...nameExcesses(finished),
    ...argumentExcesses(finished),
    ...healthCheckExcesses(finished),
    ...characterExcesses(finished),
    ...countExcesses(finished),
  ];
  const { certain = [], possible = [] } = Object.groupBy(excesses, ({ isPossible }) =>
    isPossible ? "possible" : "certain",
  );
  return { problems: described(certain), notes: described([...possible, ...quotaExcesses(finished)]) };
}

const described = (excesses: readonly Excess[]): string[] =>
  excesses.map(({ resource: { address, stack }, problem }) => {
    const [, kind, name] = /^\w+\.(service|database)-([a-z0-9-]+?)_/.exec(address) ?? [];
    const written = kind === undefined ? "" : `${kind}s.${name} `;
    return `${stack}: ${written}${address} ${problem}`;
  });
