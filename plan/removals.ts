import { effectOf, removes } from "./effect";
import type { PlanJson } from "./plan-json";
import { byText, type Line, line, plural, words } from "./words";

/** What a plan removes from a stack because it is no longer configured. */
export interface Removal {
  readonly stack: string;
  readonly addresses: readonly string[];
}

interface StackChanges {
  readonly stack: string;
  readonly plan: PlanJson;
}

/** Addresses of all resources but images that a plan destroys, or forgets, without a successor. */
export const removedIn = ({ resource_changes = [] }: PlanJson): string[] =>
  resource_changes
    .filter(({ mode, type, change }) => mode === "managed" && removes(type, effectOf(change.actions)))
    .map(({ address }) => address)
    .sort(byText);

/**
 * Removals in the order in which a deployment carries them out: the last stack first, as it uses the others.
 *
 * @param stacks in the order in which they are applied
 */
export const removalsOf = (stacks: readonly StackChanges[]): Removal[] =>
  stacks
    .map(({ stack, plan }) => ({ stack, addresses: removedIn(plan) }))
    .filter(({ addresses }) => addresses.length > 0)
    .reverse();

/** One line for each stack, numbered. */
export const removalLines = (removals: readonly Removal[]): Line[] =>
  removals.map(({ stack, addresses }, index) =>
    line(words`${index + 1}. ${stack}: ${[plural(addresses.length, "resource")]}`),
  );
