import { NotReadyError } from "../environments/errors";
import type { Environment } from "../environments/model";
import { statePlace } from "./bootstrap/state-place";

/** Refuses to go on when the environment's state bucket is known to be missing: Terraform does not say how to make it. */
export async function requireState(environment: Environment): Promise<void> {
  const { bucket } = environment.state;
  if ((await placeIfVisible(environment)) !== "missing") return;
  throw new NotReadyError(`environment "${environment.name}"`, [
    `state.bucket must exist, got "${bucket}", which does not; make it with: npx slipway bootstrap ${environment.name}`,
  ]);
}

/** Without credentials, permission or network there is nothing to see; Terraform then says itself what it lacks. */
async function placeIfVisible(environment: Environment) {
  try {
    return await statePlace(environment);
  } catch {
    return undefined;
  }
}
