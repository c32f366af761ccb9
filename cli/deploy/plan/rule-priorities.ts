import { MAX_PRIORITY } from "../../../environments/rules/listener-slots";
import { effectOf } from "../../../plan/effect";
import type { PlanJson, Values } from "../../../plan/plan-json";

/** Another priority for a listener rule that exists. */
export interface PriorityMove {
  readonly rule: string;
  readonly priority: number;
}

/** Moves on one listener, which AWS makes all at once. */
export interface PriorityMoves {
  readonly listener: string;
  readonly moves: readonly PriorityMove[];
}

interface PlannedRule {
  readonly address: string;
  readonly listener: string;
  readonly arn?: string;
  readonly before?: number;
  /** Absent for a rule that goes. */
  readonly after?: number;
}

/**
 * Moves that make room for rules whose priority another rule still has: the rule of a service that goes under its old name
 * and comes under a new one, or two services that change places. Terraform changes one rule after the other, in no order,
 * and AWS refuses a priority that is in use.
 *
 * @param taken priorities of each listener's rules
 */
export function priorityMoves(
  plan: PlanJson,
  taken: ReadonlyMap<string, ReadonlySet<number>>,
): PriorityMoves[] {
  const rules = plannedRules(plan);
  return [...new Set(rules.map(({ listener }) => listener))].flatMap((listener) => {
    const own = rules.filter((rule) => rule.listener === listener);
    const blocking = own.filter(
      (rule) => rule.before !== rule.after && own.some((each) => each !== rule && wants(each, rule.before)),
    );
    const used = new Set([...(taken.get(listener) ?? []), ...own.flatMap(({ after }) => after ?? [])]);
    const moves = blocking.flatMap(({ after, arn }) => {
      if (arn === undefined) return [];
      // Whatever still has that priority blocks this rule, and moves too.
      const priority = after ?? highestFree(used);
      used.add(priority);
      return [{ rule: arn, priority }];
    });
    return moves.length === 0 ? [] : [{ listener, moves }];
  });
}

/** A listener rule that was moved. */
export interface MovedRule {
  readonly rule: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Moves that undo others: of the rules that still exist at the priority that they were moved to, those whose former priority
 * is free, or is freed by the same moves.
 *
 * @param now priorities of the listener's rules, by their ARNs
 */
export function movesBack(moved: readonly MovedRule[], now: ReadonlyMap<string, number>): PriorityMove[] {
  let back = moved.filter(({ rule, from, to }) => now.get(rule) === to && from !== to);
  for (let size = Infinity; size > back.length;) {
    size = back.length;
    const movable = new Set(back.map(({ rule }) => rule));
    back = back.filter(({ from }) =>
      [...now].every(([rule, priority]) => priority !== from || movable.has(rule)),
    );
  }
  return back.map(({ rule, from }) => ({ rule, priority: from }));
}

/** Listeners on which rules of a plan need the priority of another rule. */
export const contestedListeners = (plan: PlanJson): string[] =>
  priorityMoves(plan, new Map()).map(({ listener }) => listener);

const wants = ({ after, before }: PlannedRule, priority: number | undefined): boolean =>
  priority !== undefined && after === priority && before !== priority;

function highestFree(used: ReadonlySet<number>): number {
  let priority = MAX_PRIORITY;
  while (used.has(priority)) priority -= 1;
  return priority;
}

function plannedRules({ resource_changes = [] }: PlanJson): PlannedRule[] {
  return resource_changes.flatMap(({ address, type, change: { actions, after, before } }) => {
    if (type !== "aws_lb_listener_rule" || effectOf(actions) === undefined) return [];
    const [was, becomes] = [placeOf(before), placeOf(after)];
    const listener = was?.listener ?? becomes?.listener;
    if (listener === undefined) return [];
    const stays = becomes?.listener === listener;
    return [
      {
        address,
        listener,
        ...(typeof before?.arn === "string" && { arn: before.arn }),
        ...(was && { before: was.priority }),
        ...(becomes && stays && { after: becomes.priority }),
      },
    ];
  });
}

function placeOf(values: Values | null): { listener: string; priority: number } | undefined {
  const { listener_arn: listener, priority } = values ?? {};
  return typeof listener === "string" && typeof priority === "number" ? { listener, priority } : undefined;
}
