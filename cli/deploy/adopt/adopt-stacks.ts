/* eslint-disable @typescript-eslint/no-require-imports -- tsx/cjs does not compile what import() loads, and esbuild
   bundles only what a literal names */
import type { Planning } from "../deployment";
import { plansOf, type PlannedStacks, type PlanOptions } from "../plan/plan-stacks";
import { PARTS } from "../terraform/places";
import type * as AccountModule from "./account";
import type * as AdoptStackModule from "./adopt-stack";
import { candidatesIn } from "./candidate";
import type { StackProblem } from "./problem";
import { StateIds } from "./state-ids";

/** Plans that import what a lost state has left in the account, and what they could not import. */
export interface Adoption {
  readonly planned: PlannedStacks;
  readonly problems: readonly StackProblem[];
}

/** Looks for what the plans create, and lets them import what exists. Costs nothing when they create nothing. */
export async function adoptStacks(
  planning: Planning,
  planned: PlannedStacks,
  { optionsFor }: Pick<PlanOptions, "optionsFor"> = {},
): Promise<Adoption> {
  const found = PARTS.flatMap((part) => planned[part] ?? []);
  if (found.every(({ json }) => candidatesIn(json).length === 0)) return { planned, problems: [] };
  // The clients of all these services take longer to load than most commands take.
  const { withAccount } = require("./account") as typeof AccountModule;
  const { adoptStack } = require("./adopt-stack") as typeof AdoptStackModule;
  const initialised = plansOf(planned).map(({ part }) => part);
  let read: Promise<StateIds> | undefined;
  const states = () => (read ??= StateIds.read(planning, initialised));
  const reported = new Set<string>();
  return withAccount(planning.environment, async (account) => {
    const problems: StackProblem[] = [];
    let adopted = planned;
    // One after the other: together they would ask the account too much.
    for (const first of found) {
      const { part } = first.plan;
      const options = await optionsFor?.(part);
      const { stack, problems: own } = await adoptStack(
        { planning, account, options, states, reported },
        first,
      );
      adopted = { ...adopted, [part]: stack };
      problems.push(...own.map((problem) => ({ ...problem, stack: planning.places.stacks[part].name })));
    }
    return { planned: adopted, problems };
  });
}
