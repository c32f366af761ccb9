import {
  DescribeRulesCommand,
  type ElasticLoadBalancingV2Client,
  SetRulePrioritiesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { PlanJson } from "../../plan/plan-json";
import { plural } from "../../plan/words";
import { withClients } from "./clients";
import type { Deployment } from "./deployment";
import { contestedListeners, priorityMoves } from "./plan/rule-priorities";

/** Moves listener rules out of the way of those that the plan of the services puts in their place. */
export async function freePriorities(
  { environment, progress }: Pick<Deployment, "environment" | "progress">,
  plan: PlanJson,
): Promise<void> {
  const listeners = contestedListeners(plan);
  if (listeners.length === 0) return;
  await withClients(environment, async ({ elb }) => {
    const taken = new Map<string, ReadonlySet<number>>();
    for (const listener of listeners) taken.set(listener, await prioritiesOf(elb, listener));
    for (const { moves } of priorityMoves(plan, taken)) {
      await progress.during("elb", `move of ${plural(moves.length, "listener rule")} to make room`, () =>
        elb.send(
          new SetRulePrioritiesCommand({
            RulePriorities: moves.map(({ rule, priority }) => ({ RuleArn: rule, Priority: priority })),
          }),
        ),
      );
    }
  });
}

async function prioritiesOf(
  elb: ElasticLoadBalancingV2Client,
  ListenerArn: string,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  let Marker: string | undefined;
  do {
    const { NextMarker, Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn, Marker }));
    for (const { Priority } of Rules) if (Priority !== "default") found.add(Number(Priority));
    Marker = NextMarker;
  } while (Marker !== undefined);
  return found;
}
