import { conditionsOf, orderOf, type ListenerRule, type RuleConditions } from "./listener-rule";
import { NEAR_RESERVES, reservePriority, RESERVES } from "./listener-slots";

interface Place {
  readonly rule: RuleConditions;
  priority: number;
  /** Every priority the rule has tried, the present one last: no other rule may have one of them. */
  readonly claimed: number[];
  /** Rules that must be asked before it. */
  readonly earlier: Place[];
  /** Rules that must be asked after it, without those that move behind it. */
  readonly later: Place[];
  /** Rules of equal rank whose own priority is lower. */
  readonly equalBefore: Place[];
  /** Rules of equal rank whose own priority is higher, without those that move behind it. */
  readonly equalAfter: Place[];
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
  return {
    rule: conditions,
    priority: conditions.own,
    claimed: [conditions.own],
    earlier: [],
    later: [],
    equalBefore: [],
    equalAfter: [],
  };
}

/** Moves places until each is free and in order; those that tried every reserve stay where they are. */
function movePlaces(places: readonly Place[]): void {
  places.forEach((place, index) => {
    for (const other of places.slice(index + 1)) relate(place, other);
  });
  const claimants = new Map<number, number>();
  const claim = (priority: number) => claimants.set(priority, (claimants.get(priority) ?? 0) + 1);
  for (const { priority } of places) claim(priority);

  const isBlocked = (place: Place): boolean =>
    claimants.get(place.priority) !== 1 || (isNear(place) ? isMisplacedNear : isMisplacedFar)(place);

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

const isNear = ({ claimed }: Place): boolean => claimed.length <= NEAR_RESERVES + 1;

/** Levels of claims: 0 is the own priority, the others are reserves. */
interface Levels {
  readonly from: number;
  readonly to: number;
}

const ALL: Levels = { from: 0, to: RESERVES };
const NEAR: Levels = { from: 0, to: NEAR_RESERVES };
const FAR: Levels = { from: NEAR_RESERVES + 1, to: RESERVES };

const someClaim = (
  others: readonly Place[],
  { from, to }: Levels,
  holds: (claim: number) => boolean,
): boolean =>
  others.some(({ claimed }) => claimed.some((claim, level) => level >= from && level <= to && holds(claim)));

const isAhead = ({ priority }: Place, others: readonly Place[], levels: Levels): boolean =>
  someClaim(others, levels, (claim) => claim >= priority);

const isBehind = ({ priority }: Place, others: readonly Place[], levels: Levels): boolean =>
  someClaim(others, levels, (claim) => claim <= priority);

const movesAhead = ({ rule }: Place): boolean => rule.kind !== "wildcard";

function isMisplacedNear(place: Place): boolean {
  const { earlier, later, equalBefore, equalAfter } = place;
  if (!movesAhead(place)) return isAhead(place, earlier, ALL) || isAhead(place, equalBefore, NEAR);
  return (
    isBehind(place, later, ALL) ||
    isBehind(place, equalAfter, NEAR) ||
    // The far reserves are behind the near ones: a rule that goes there takes those along that must stay behind it.
    isAhead(place, earlier, FAR)
  );
}

function isMisplacedFar(place: Place): boolean {
  return movesAhead(place) ? isBehind(place, place.later, FAR) : isAhead(place, place.earlier, ALL);
}

/** Rules of equal rank have the order of their own priorities, which depends on no other rule. */
function relate(one: Place, other: Place): void {
  const order = orderOf(one.rule, other.rule);
  if (order === "first" || order === "second") {
    const [earlier, later] = order === "first" ? [one, other] : [other, one];
    later.earlier.push(earlier);
    if (movesAhead(later)) earlier.later.push(later);
  } else if (order === "equal") {
    const [before, after] = byHash(one.rule, other.rule) < 0 ? [one, other] : [other, one];
    after.equalBefore.push(before);
    if (movesAhead(after)) before.equalAfter.push(after);
  }
}

const byHash = (a: RuleConditions, b: RuleConditions): number => a.own - b.own || (a.text < b.text ? -1 : 1);
