import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { deploymentMinutes } from "../../environments/rules/rollout-minutes";
import type { Progress } from "../../toolchain/progress";
import { DeploymentError } from "../deploy/errors";
import { rolloutOf } from "../deploy/watch/deployment";
import { hasFailed, newestDeployment, reasonOf, stateOf } from "../deploy/watch/service-deployments";
import { lastPart, movesRequests } from "../deploy/watch/services";
import { reporting } from "./acted";
import { inEcs, type ActedOn } from "./acted-on";
import { agreed } from "./agreed";
import { operate, type Operation } from "./operation";
import { underWay } from "./under-way";
import { changeService, type Change, type Verdict } from "./change-service";

export interface RestartRequest {
  readonly target: ActedOn;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** Also while a deployment goes on, which it takes the place of. */
  readonly force: boolean;
  readonly wait: boolean;
  readonly json: boolean;
}

/** Replaces the tasks of a service by new ones of the same task definition, as its rollout says. */
export async function restart(request: RestartRequest, progress: Progress, pollMs?: number): Promise<void> {
  const { target, json } = request;
  const what = `restarting ${target.running.name} of ${target.environment.name}`;
  await reporting(target, json, () =>
    operate(target, { what, progress }, (operation) => replaced(operation, request, what, pollMs)),
  );
}

async function replaced(
  operation: Operation,
  { force, wait, yes }: RestartRequest,
  what: string,
  pollMs?: number,
) {
  const { clients, environment, interrupts, running, service } = operation;
  const again = `npx slipway restart ${environment.name} ${running.name}`;
  const before = await interrupts.race(inEcs(operation, clients));
  await unlessUnderWay(operation, before, { force, again });
  const tasks = counted(before.desiredCount ?? 0);
  const question = `Restart ${running.name} of ${environment.name}, ${tasks} of ${lastPart(before.taskDefinition)}?`;
  await agreed(operation, { question, yes, again: force ? `${again} --force` : again });
  const past = movesRequests(before)
    ? await interrupts.race(newestDeployment(running, clients.ecs))
    : undefined;
  const change: Change = {
    before,
    update: { forceNewDeployment: true },
    wait,
    begun: ({ taskDefinition }) => `the restart has begun, ${tasks} of ${lastPart(taskDefinition)}`,
    judge: (now, begun) =>
      movesRequests(now)
        ? judgeMoving(operation, past?.serviceDeploymentArn)
        : Promise.resolve(judge(now, rolloutOf(begun).primary?.id)),
    goesOn: "the restart goes on in ECS",
    what,
    minutes: deploymentMinutes(service.rollout),
    next: `The task definition is the same as before: what its tasks need has changed around them (a secret, the image behind a tag, a service that they call). Correct that, then: ${again}`,
  };
  return changeService(operation, change, pollMs);
}

/** A restart in the middle of a deployment takes its place, so that whoever waits for that one is told that it failed. */
async function unlessUnderWay(
  operation: Operation,
  service: EcsService,
  { force, again }: { readonly force: boolean; readonly again: string },
): Promise<void> {
  const { environment, interrupts, progress, running } = operation;
  const lines = await interrupts.race(underWay(operation, service));
  if (lines.length === 0) return;
  if (force) {
    for (const line of lines) progress.say("under way", line);
    return;
  }
  throw new DeploymentError(
    [
      `${running.name} of ${environment.name} was not restarted, as a deployment is under way:`,
      ...lines.map((line) => `  ${line}`),
      `Its tasks are replaced by that deployment. To take its place all the same: ${again} --force`,
    ].join("\n"),
  );
}

/** Where the deployment stands that the restart has begun, by its id. */
export function judge(service: EcsService, id: string | undefined): Verdict {
  const { primary, state } = rolloutOf(service);
  const own = service.deployments?.find((each) => each.id === id);
  if (own?.rolloutState === "FAILED")
    return { failed: `ECS gave it up, ${own.rolloutStateReason ?? "it does not say why"}` };
  if (primary?.id !== id) {
    const gaveUp = state === "rolling back" || state === "rolled back";
    const reason = primary?.rolloutStateReason ?? "it does not say why";
    return { failed: gaveUp ? `ECS gave it up, ${reason}` : "another deployment took its place" };
  }
  // Tasks of the deployment before may still be on their way out.
  const all = (service.runningCount ?? 0) === (service.desiredCount ?? 0);
  return state === "steady" && all ? "settled" : "going on";
}

/** The same where ECS moves requests; it lists the new deployment a little late. */
async function judgeMoving({ clients, running }: Operation, past: string | undefined): Promise<Verdict> {
  const newest = await newestDeployment(running, clients.ecs);
  if (newest === undefined || newest.serviceDeploymentArn === past) return "going on";
  if (hasFailed(newest)) return { failed: `ECS gave it up, ${reasonOf(newest)}` };
  return stateOf(newest) === "steady" ? "settled" : "going on";
}

const counted = (tasks: number): string => `${tasks} ${tasks === 1 ? "task" : "tasks"}`;
