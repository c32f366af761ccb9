import type { PlanJson } from "../../../plan/plan-json";
import { plural } from "../../../plan/words";
import { planStack, type PlannedStack } from "../plan/plan-stacks";
import type { Adopting } from "./adopting";
import { candidatesIn, type Candidate } from "./candidate";
import { writeImports } from "./import-file";
import { matchCandidates } from "./match-candidates";
import { carries } from "./own-tags";
import { foreign, replaced, type Problem } from "./problem";

/** A stack whose plan imports what exists, and what it could not import. */
export interface AdoptedStack {
  readonly stack: PlannedStack;
  readonly problems: readonly Problem[];
}

/**
 * Plans a stack again with import blocks, as long as more of what it creates is found in the account: once the plan knows
 * a VPC, its subnets can be found.
 */
export async function adoptStack(adopting: Adopting, first: PlannedStack): Promise<AdoptedStack> {
  const { planning, options } = adopting;
  const { part } = first.plan;
  const place = planning.places.stacks[part];
  const imports = new Map(importsIn(first.json).map(({ address, id }) => [address, id]));
  const looked = new Set<string>();
  const problems: Problem[] = [];
  const plan = async () => {
    writeImports(place, imports);
    return planStack(planning, part, options);
  };
  for (let stack = first; ; stack = await plan()) {
    const foreigners = withoutForeign(adopting, stack, imports);
    problems.push(...foreigners);
    if (foreigners.length > 0) stack = await plan();
    const candidates = candidatesIn(stack.json).filter((each) => !looked.has(keyOf(each)));
    for (const each of candidates) looked.add(keyOf(each));
    const known = new Set(problems.map(({ address }) => address));
    const { found, unclear } = await matchCandidates(
      adopting,
      candidates.filter(({ address }) => !known.has(address)),
    );
    problems.push(...unclear);
    if (found.size === 0) return { stack, problems: [...problems, ...replacedIn(stack.json)] };
    for (const [address, id] of found) imports.set(address, id);
    planning.progress.say(
      "terraform",
      `found ${plural(found.size, "resource")} of ${place.name} in no state`,
    );
  }
}

/** A resource is looked for again when the plan knows more of it. */
const keyOf = ({ address, planned }: Candidate): string => `${address} ${JSON.stringify(planned)}`;

/** Imports of a plan, by address. */
const importsIn = ({ resource_changes = [] }: PlanJson) =>
  resource_changes.flatMap(({ address, change }) =>
    change.importing === undefined ? [] : [{ address, id: change.importing.id, change }],
  );

/** Takes back the imports of resources that have not the environment's tags, as Terraform has read them. */
function withoutForeign(
  { account, planning }: Adopting,
  { json }: PlannedStack,
  imports: Map<string, string>,
): Problem[] {
  return importsIn(json)
    .filter(({ change }) => !carries(account.tags, change.before ?? {}))
    .map(({ address, id }) => {
      imports.delete(address);
      return foreign(address, id, planning.environment.name);
    });
}

const replacedIn = (json: PlanJson): Problem[] =>
  importsIn(json)
    .filter(({ change }) => change.actions.includes("delete"))
    .map(({ address, id }) => replaced(address, id));
