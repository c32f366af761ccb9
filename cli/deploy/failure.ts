import { InterruptedError } from "../../toolchain/run";
import type { Applied } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { DeploymentError, DeploymentStopped } from "./errors";
import { Interruption } from "./interrupts";
import { lockText } from "./lock/lock-info";
import { completedText } from "./terraform/completed";
import { describeErrors } from "./terraform/describe-errors";
import { TerraformFailure } from "./terraform/terraform";
import { heldLocks, lockedError } from "./lock/waiting";

/** Describes a failure or an interrupt to the user: what happened, what is applied, what is not, and the next command. */
export async function describeFailure(
  deployment: Deployment,
  applied: Applied | undefined,
  error: unknown,
): Promise<unknown> {
  if (error instanceof Interruption || error instanceof InterruptedError) {
    return stopped(deployment, applied, error.signal);
  }
  if (!(error instanceof TerraformFailure)) return error;
  if (error.lock !== undefined) {
    const { message } = lockedError(deployment, [{ part: error.place.part, lock: error.lock }]);
    return new DeploymentError([message, ...progressOf(deployment, applied)].join("\n"));
  }
  const { environment, request } = deployment;
  const next = error.stale
    ? `The state has changed since the plan was made. Run again to see the new plan: ${request.again}`
    : `Fix the cause, then run again: ${request.again}`;
  return new DeploymentError(
    [
      `Deploying ${environment.name} failed: terraform ${error.verb} of ${error.place.name}`,
      "",
      ...describeErrors(error.place, error.errors),
      ...(error.explanation.length === 0 ? [] : ["", ...error.explanation]),
      "",
      ...progressOf(deployment, applied, error),
      error.rest,
      next,
    ].join("\n"),
  );
}

async function stopped(
  deployment: Deployment,
  applied: Applied | undefined,
  signal: NodeJS.Signals,
): Promise<DeploymentStopped> {
  const { environment, request } = deployment;
  // Only an interrupt that made Terraform give up leaves one.
  const held = applied === undefined || applied.begun.size === 0 ? [] : await heldLocks(deployment);
  return new DeploymentStopped(
    [
      `Deploying ${environment.name} was stopped by ${signal}.`,
      ...progressOf(deployment, applied),
      ...held.map(({ part, lock }) => lockText(`${environment.name}-${part}`, lock)),
      ...(held.length === 0 ? [] : [`Remove the lock first: npx slipway unlock ${environment.name}`]),
      `To continue, run again: ${request.again}`,
    ].join("\n"),
    signal,
  );
}

/** Which stacks match the configuration, and which do not. */
function progressOf(
  { environment }: Deployment,
  applied: Applied | undefined,
  failure?: TerraformFailure,
): string[] {
  if (applied === undefined || (applied.done.length === 0 && applied.begun.size === 0)) {
    return ["Nothing was changed."];
  }
  const names = (parts: readonly string[]) => parts.map((part) => `${environment.name}-${part}`).join(", ");
  const { begun, done, waiting } = applied;
  const left = applied.left.filter((part) => !begun.has(part));
  return [
    ...(done.length === 0 ? [] : [`Up to date: ${names(done)}`]),
    ...[...begun].map(
      (part) =>
        `Partly applied: ${names([part])}${failure?.place.part === part ? howFar(failure) : waiting.has(part) ? WAITING : ""}`,
    ),
    ...(left.length === 0 ? [] : [`Not started: ${names(left)}`]),
  ];
}

const WAITING = " (what it removes waits for the services)";

function howFar({ completed, unsaved, wasKilled }: TerraformFailure): string {
  const done = completedText(completed);
  if (wasKilled) return ` (${done}; Terraform was killed, and its state may lack what it created last)`;
  if (unsaved) return ` (${done}; the state could not be saved, and the next run prints how to save it)`;
  return ` (${done}; the next run continues from there)`;
}
