import { type Effect, renews } from "./effect";
import type { Resource } from "./resources";
import { byText, type Line, line, words } from "./words";

/** Numbers of resources by what happens to them. `renew` is a new version that takes the place of an old one. */
export type Counts = Readonly<Record<Effect | "renew", number>>;

/** How many resources of a type come, change, are made anew and go. */
export interface TypeCount extends Counts {
  readonly stack: string;
  readonly type: string;
}

const NONE: Counts = { add: 0, change: 0, renew: 0, replace: 0, destroy: 0, forget: 0 };

/** All changes, in the order of stacks and types. */
export function countsOf(resources: readonly Resource[]): TypeCount[] {
  const counts = new Map<string, TypeCount>();
  for (const { stack, type, effect } of resources) {
    if (effect === undefined) continue;
    const key = `${stack} ${type}`;
    const count = counts.get(key) ?? { stack, type, ...NONE };
    const done = renews(type, effect) ? "renew" : effect;
    counts.set(key, { ...count, [done]: count[done] + 1 });
  }
  return [...counts.values()].sort(
    (one, other) => byText(one.stack, other.stack) || byText(one.type, other.type),
  );
}

const EFFECTS: readonly (readonly [keyof Counts, string])[] = [
  ["add", "added"],
  ["change", "changed"],
  ["renew", "in a new version"],
  ["replace", "replaced"],
  ["destroy", "destroyed"],
  ["forget", "kept without Terraform"],
];

/** `2 added, 1 changed`; empty when there is nothing. */
export const countText = (count: Counts): string =>
  EFFECTS.flatMap(([effect, done]) => (count[effect] === 0 ? [] : [`${count[effect]} ${done}`])).join(", ");

export const countLines = (counts: readonly TypeCount[]): Line[] =>
  counts.map((count) => line([...words`${count.stack} ${count.type}: `, countText(count)]));

/** Sum over all types. */
export const totalOf = (counts: readonly TypeCount[]): Counts => {
  const sum = (effect: keyof Counts) => counts.reduce((total, count) => total + count[effect], 0);
  return {
    add: sum("add"),
    change: sum("change"),
    renew: sum("renew"),
    replace: sum("replace"),
    destroy: sum("destroy"),
    forget: sum("forget"),
  };
};
