import { InterruptedError } from "../../toolchain/run";
import type { Applied } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { DeploymentError, DeploymentStopped } from "./errors";
import { Interruption } from "./interrupts";
import { lockText } from "./lock/lock-info";
import { TerraformFailure } from "./terraform/terraform";
import { heldLocks, lockedError } from "./lock/waiting";

/** What a failure or an interrupt means to the user: what is done, what is left, and the next command. */
export async function toldFailure(
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
    return new DeploymentError([message, ...standing(deployment, applied)].join("\n"));
  }
  const { environment, request } = deployment;
  const next = error.stale
    ? `Somebody has deployed since the plan was made. Look at the new one: ${request.again}`
    : `Correct the cause, then: ${request.again}`;
  return new DeploymentError(
    [
      `deploying ${environment.name} failed: ${error.message}`,
      ...error.indented,
      ...(error.explanation.length === 0 ? [] : ["", ...error.explanation]),
      "",
      ...standing(deployment, applied),
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
  const held = applied?.current === undefined ? [] : await heldLocks(deployment);
  return new DeploymentStopped(
    [
      `deploying ${environment.name} was stopped by ${signal}`,
      ...standing(deployment, applied),
      ...held.map(({ part, lock }) => lockText(`${environment.name}-${part}`, lock)),
      ...(held.length === 0 ? [] : [`Free it first: npx slipway unlock ${environment.name}`]),
      `To finish the work: ${request.again}`,
    ].join("\n"),
    signal,
  );
}

/** Which stacks are as they were asked for, and which are not. */
function standing({ environment }: Deployment, applied: Applied | undefined): string[] {
  if (applied === undefined || (applied.done.length === 0 && applied.current === undefined)) {
    return ["Nothing was changed."];
  }
  const names = (parts: readonly string[]) => parts.map((part) => `${environment.name}-${part}`).join(", ");
  const { current, done } = applied;
  const left = applied.left.filter((part) => part !== current);
  return [
    ...(done.length === 0 ? [] : [`Done: ${names(done)}`]),
    ...(current === undefined ? [] : [`Half done: ${names([current])}`]),
    ...(left.length === 0 ? [] : [`Not begun: ${names(left)}`]),
  ];
}
