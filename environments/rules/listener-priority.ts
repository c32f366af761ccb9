import { conditionsOf, orderOf, type ListenerRule, type RuleConditions } from "./listener-rule";
import { reservePriority, RESERVES } from "./listener-slots";

interface Place {
  readonly rule: RuleConditions;
  priority: number;
  /** Every priority the rule has tried, the present one last: no other rule may have one of them. */
  readonly claimed: number[];
  /** Rules whose claims must all be lower. */
  readonly behind: Place[];
  /** Rules whose claims must all be higher. */
  readonly ahead: Place[];
}

/**
 * Gives each listener rule a priority: the one that is computed from nothing but itself, until another rule is in the
 * way; then the first of its reserves that is free. A priority that a rule already has is kept and moves no other rule.
 * docs/decisions/listener-priorities.md explains what this promises, and why claims are kept.
 *
 * @returns the rules in their order; `listenerRuleProblems` reports those for which no reserve was free
 */
export function assignPriorities<R extends ListenerRule>(
  rules: readonly (R & { readonly priority?: number })[],
): (R & { readonly priority: number })[] {
  const assigned = rules.map((rule) => ({ rule, place: placeOf(rule) }));
  movePlaces(assigned.filter(({ rule }) => rule.priority === undefined).map(({ place }) => place));
  return assigned.map(({ rule, place }) => ({ ...rule, priority: rule.priority ?? place.priority }));
}

function placeOf(rule: ListenerRule): Place {
  const conditions = conditionsOf(rule);
  return { rule: conditions, priority: conditions.own, claimed: [conditions.own], behind: [], ahead: [] };
}

/** Moves places until each is free and in order; those that tried every reserve stay where they are. */
function movePlaces(places: readonly Place[]): void {
  places.forEach((place, index) => {
    for (const other of places.slice(index + 1)) relate(place, other);
  });
  const claimants = new Map<number, number>();
  const claim = (priority: number) => claimants.set(priority, (claimants.get(priority) ?? 0) + 1);
  for (const { priority } of places) claim(priority);

  const isBlocked = ({ priority, behind, ahead }: Place): boolean =>
    claimants.get(priority) !== 1 ||
    behind.some(({ claimed }) => Math.max(...claimed) >= priority) ||
    ahead.some(({ claimed }) => Math.min(...claimed) <= priority);

  let moving = places;
  while (moving.length > 0) {
    moving = places.filter((place) => place.claimed.length <= RESERVES && isBlocked(place));
    for (const place of moving) {
      place.priority = reservePriority(place.rule.text, place.rule.kind, place.claimed.length);
      place.claimed.push(place.priority);
      claim(place.priority);
    }
  }
}

/** A wildcard host moves behind what must be asked first; of other rules the narrower moves ahead. */
function relate(one: Place, other: Place): void {
  const order = orderOf(one.rule, other.rule);
  if (order !== "first" && order !== "second") return;
  const [earlier, later] = order === "first" ? [one, other] : [other, one];
  if (later.rule.kind === "wildcard") later.behind.push(earlier);
  else if (earlier.rule.kind !== "wildcard") earlier.ahead.push(later);
}
