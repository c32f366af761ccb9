import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { deploymentMinutes } from "../../environments/rules/rollout-minutes";
import type { Progress } from "../../toolchain/progress";
import { rolloutOf } from "../deploy/watch/deployment";
import { troubledTasks } from "../deploy/watch/failure/tasks";
import { targetHealth } from "../deploy/watch/targets";
import { reporting } from "./acted";
import { inEcs, type ActedOn } from "./acted-on";
import { agreed } from "./agreed";
import { checkCount } from "./count";
import { operate, type Operation } from "./operation";
import { underWay } from "./under-way";
import { changeService, type Change, type Verdict } from "./change-service";

export interface ScaleRequest {
  readonly target: ActedOn;
  /** Tasks that are to run. */
  readonly count: number;
  /** Nobody is asked. */
  readonly yes: boolean;
  readonly wait: boolean;
  readonly json: boolean;
}

/** So many tasks that end against the service's will are no accident. */
const MAX_ENDED_TASKS = 3;

/** Sets how many tasks of a service run, and waits until they do. */
export async function scale(request: ScaleRequest, progress: Progress, pollMs?: number): Promise<void> {
  const { count, json, target } = request;
  const notes = checkCount(target, count);
  const what = `scaling ${target.running.name} of ${target.environment.name} to ${count}`;
  await reporting(target, json, () =>
    operate(target, { what, progress }, async (operation) => {
      for (const note of notes) progress.say("scale", note);
      return scaled(operation, request, what, pollMs);
    }),
  );
}

async function scaled(
  operation: Operation,
  { count, wait, yes }: ScaleRequest,
  what: string,
  pollMs?: number,
) {
  const { clients, environment, interrupts, progress, running, service } = operation;
  const before = await interrupts.race(inEcs(operation, clients));
  const again = `npx slipway scale ${environment.name} ${running.name} ${count}`;
  // No reason to refuse: the deployment goes on with another number, and trouble is when more tasks are wanted.
  for (const line of await interrupts.race(underWay(operation, before))) progress.say("under way", line);
  const from = before.desiredCount ?? 0;
  const consequence = count === 0 ? " Nothing of it runs then." : "";
  const question = `Scale ${running.name} of ${environment.name} from ${from} to ${count}?${consequence}`;
  await agreed(operation, { question, yes, again });
  const since = new Date();
  const change: Change = {
    before,
    update: { desiredCount: count },
    wait,
    begun: () => `${from} -> ${count} has begun`,
    judge: (now) => judge(operation, now, { count, since }),
    goesOn: `ECS goes on to ${count}`,
    what,
    minutes: deploymentMinutes(service.rollout),
    next: `ECS has the number ${count} all the same. Correct the cause; to go back: npx slipway scale ${environment.name} ${running.name} ${from}`,
  };
  return changeService(operation, change, pollMs);
}

async function judge(
  { clients, running }: Operation,
  service: EcsService,
  { count, since }: { readonly count: number; readonly since: Date },
): Promise<Verdict> {
  const { desiredCount = 0, pendingCount = 0, runningCount = 0 } = service;
  if (desiredCount !== count) {
    return {
      failed: `something else set the number to ${desiredCount}: a deployment, or the service's scaling`,
    };
  }
  if (runningCount === count && pendingCount === 0 && (await serving(service, count, clients))) {
    return "settled";
  }
  const { failed, state } = rolloutOf(service);
  if (state === "failed" && count > runningCount) {
    const reason = failed?.rolloutStateReason ?? "it does not say why";
    return {
      failed: `ECS starts no task of a deployment that it gave up, ${reason}`,
      since: failed?.createdAt,
    };
  }
  const current = service.taskDefinition;
  const { stopped } = await troubledTasks(running, { after: since, current }, clients);
  return stopped.length < MAX_ENDED_TASKS
    ? "going on"
    : { failed: `at least ${MAX_ENDED_TASKS} of its tasks have ended since` };
}

/** Whether the load balancer sends requests to as many tasks; a service without one serves when it runs. */
async function serving(service: EcsService, count: number, { elb }: Operation["clients"]): Promise<boolean> {
  const health = await targetHealth(service, elb);
  return health === undefined || health.healthy >= count;
}
