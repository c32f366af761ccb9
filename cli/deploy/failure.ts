import { InterruptedError } from "../../toolchain/run";
import type { Applied } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { DeploymentError, DeploymentStopped } from "./errors";
import { Interruption } from "./interrupts";
import { lockText } from "./lock/lock-info";
import { progressOf } from "./progress-of";
import { describeRequest } from "./request-failure";
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
  if (!(error instanceof TerraformFailure)) return requestFailure(deployment, applied, error);
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

/** A request or a command that failed beside Terraform; other errors are passed on. */
function requestFailure(deployment: Deployment, applied: Applied | undefined, error: unknown): unknown {
  const lines = describeRequest(deployment, error);
  if (lines === undefined) return error;
  const next = `Fix the cause, then run again: ${deployment.request.again}`;
  return new DeploymentError([...lines, ...progressOf(deployment, applied), next].join("\n"));
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
