import {
  type ElasticLoadBalancingV2Client,
  paginateDescribeRules,
  SetRulePrioritiesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { PlanJson } from "../../plan/plan-json";
import { plural } from "../../plan/words";
import { itemsOf } from "../aws/items-of";
import { withClients } from "./clients";
import type { Deployment } from "./deployment";
import {
  contestedListeners,
  type MovedRule,
  movesBack,
  type PriorityMove,
  priorityMoves,
} from "./plan/rule-priorities";

type Moving = Pick<Deployment, "environment" | "progress">;

/**
 * Moves listener rules out of the way of those that the plan of the services puts in their place, and applies the plan. When
 * that fails, the rules that still exist are moved back, so that they do not stay behind others.
 */
export async function withFreePriorities(
  moving: Moving,
  plan: PlanJson,
  apply: () => Promise<void>,
): Promise<void> {
  const listeners = contestedListeners(plan);
  if (listeners.length === 0) return apply();
  const moved: MovedRules[] = [];
  try {
    await withClients(moving.environment, ({ elb }) =>
      freePriorities(elb, moving, { listeners, moved, plan }),
    );
    await apply();
  } catch (error) {
    await moveAllBack(moving, moved);
    throw error;
  }
}

/** Rules of one listener that were moved. */
interface MovedRules {
  readonly listener: string;
  readonly rules: readonly MovedRule[];
  /** All rules of the listener before the move. */
  readonly before: Rules;
}

interface Freeing {
  readonly plan: PlanJson;
  readonly listeners: readonly string[];
  /** Filled as the rules are moved. */
  readonly moved: MovedRules[];
}

async function freePriorities(
  elb: ElasticLoadBalancingV2Client,
  { progress }: Moving,
  { listeners, moved, plan }: Freeing,
): Promise<void> {
  const found = new Map<string, Rules>();
  for (const listener of listeners) found.set(listener, await rulesOf(elb, listener));
  const taken = new Map(
    [...found].map(([listener, rules]) => [listener, new Set(prioritiesIn(rules).values())]),
  );
  for (const { listener, moves } of priorityMoves(plan, taken)) {
    const step = `move of ${plural(moves.length, "listener rule")} to make room`;
    await progress.during("elb", step, () => setPriorities(elb, moves));
    const rules = moves.flatMap(({ rule, priority: to }) => {
      const from = found.get(listener)?.get(rule)?.priority;
      return from === undefined ? [] : [{ rule, from, to }];
    });
    moved.push({ listener, rules, before: found.get(listener) ?? new Map() });
  }
}

/** Tries each listener; where AWS refuses, prints what is left to do by hand, so that the first error is not hidden. */
async function moveAllBack({ environment, progress }: Moving, moved: readonly MovedRules[]): Promise<void> {
  if (moved.length === 0) return;
  await withClients(environment, async ({ elb }) => {
    for (const { before, listener, rules } of moved) {
      try {
        const now = await rulesOf(elb, listener);
        // A rule that Terraform has changed already belongs at its new priority.
        const unchanged = rules.filter(({ rule }) => now.get(rule)?.content === before.get(rule)?.content);
        const moves = movesBack(unchanged, prioritiesIn(now));
        if (moves.length === 0) continue;
        const step = `move of ${plural(moves.length, "listener rule")} back`;
        await progress.during("elb", step, () => setPriorities(elb, moves));
      } catch (error) {
        progress.say("elb", `cannot move listener rules back: ${(error as Error).message}`);
        for (const { rule, from, to } of rules)
          progress.say("elb", `${rule} had priority ${from}, has ${to}`);
      }
    }
  });
}

const setPriorities = (elb: ElasticLoadBalancingV2Client, moves: readonly PriorityMove[]) =>
  elb.send(
    new SetRulePrioritiesCommand({
      RulePriorities: moves.map(({ rule, priority }) => ({ RuleArn: rule, Priority: priority })),
    }),
  );

/** Rules of a listener by their ARNs, without its default rule. */
type Rules = ReadonlyMap<string, { readonly priority: number; readonly content: string }>;

const prioritiesIn = (rules: Rules): Map<string, number> =>
  new Map([...rules].map(([rule, { priority }]) => [rule, priority]));

async function rulesOf(client: ElasticLoadBalancingV2Client, ListenerArn: string): Promise<Rules> {
  const rules = await itemsOf(paginateDescribeRules({ client }, { ListenerArn }), ({ Rules }) => Rules);
  return new Map(
    rules
      .filter(({ Priority }) => Priority !== "default")
      .map(({ Actions, Conditions, Priority, RuleArn = "" }) => [
        RuleArn,
        { priority: Number(Priority), content: JSON.stringify([Conditions, Actions]) },
      ]),
  );
}
