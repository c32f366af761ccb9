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

/**
 * What no AWS account can have, measured on the finished resources of all stacks of an environment. Quotas that AWS
 * raises on request are notes.
 *
 * @param stacks documents by the names of the stacks
 * @returns `<where> <problem>`, each problem as `must have at most <limit>, got <value>; <what to do>`
 */
export function limitProblems(stacks: ReadonlyMap<string, unknown>): string[] {
  const finished = new Finished(stacks);
  return described([
    ...taskDefinitionExcesses(finished),
    ...inlinePolicyExcesses(finished),
    ...documentExcesses(finished),
    ...nameExcesses(finished),
    ...argumentExcesses(finished),
    ...healthCheckExcesses(finished),
    ...characterExcesses(finished),
    ...countExcesses(finished),
  ]);
}

/** What is above a default quota that AWS raises on request, one sentence each. */
export const quotaNotes = (stacks: ReadonlyMap<string, unknown>): string[] =>
  described(quotaExcesses(new Finished(stacks)));

const described = (excesses: readonly Excess[]): string[] =>
  excesses.map(({ resource: { address, stack }, problem }) => {
    const [, kind, name] = /^\w+\.(service|database)-([a-z0-9-]+?)_/.exec(address) ?? [];
    const written = kind === undefined ? "" : `${kind}s.${name} `;
    return `${stack}: ${written}${address} ${problem}`;
  });
