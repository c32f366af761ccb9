import { NAME_RULES, nameProblem, type NameRule } from "../../environments/rules/name-rules";
import type { Finished } from "./finished";
import type { Excess } from "./limit";
import { hasReference } from "./references";

const RULES: readonly (readonly [type: string, rule: NameRule])[] = Object.entries(NAME_RULES);

/** Names that AWS refuses, also those that an override gave; one that only the apply knows is left to it. */
export const nameExcesses = (finished: Finished): Excess[] =>
  RULES.flatMap(([type, rule]) => {
    const argument = (rule.argument ?? "name").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return finished.of(type).flatMap((resource) => {
      const name = resource.values[argument];
      if (typeof name !== "string" || hasReference(name)) return [];
      const problem = nameProblem(rule, finished.text("longest", resource.stack, name));
      return problem === undefined ? [] : [{ resource, problem: `${argument} ${problem}` }];
    });
  });
