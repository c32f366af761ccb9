import type { Environment } from "../../environments/model";
import { InterruptedError } from "../../toolchain/run";
import { DeploymentError } from "../deploy/errors";
import { Interruption } from "../deploy/interrupts";
import { describeErrors } from "../deploy/terraform/describe-errors";
import { TerraformFailure } from "../deploy/terraform/terraform";

/** What a failure or an interrupt of a plan means to the user. */
export function planFailure({ name }: Pick<Environment, "name">, error: unknown): unknown {
  if (error instanceof Interruption) return new InterruptedError(`the plan of ${name}`, error.signal);
  if (!(error instanceof TerraformFailure)) return error;
  return new DeploymentError(
    [
      `Planning ${name} failed: terraform ${error.verb} of ${error.place.name}`,
      "",
      ...describeErrors(error.place, error.errors),
      "",
      error.rest,
    ].join("\n"),
  );
}
