import { NotReadyError } from "../environments/errors";
import type { Environment } from "../environments/model";
import { hasStateBucket } from "./bootstrap/state-place";

/** Refuses to go on when the environment's state bucket is known to be missing: Terraform does not say how to make it. */
export async function requireState(environment: Environment): Promise<void> {
  const { bucket } = environment.state;
  if (await bucketMayExist(environment)) return;
  throw new NotReadyError(`environment "${environment.name}"`, [
    `state.bucket must exist, got "${bucket}", which does not; make it with: npx slipway bootstrap ${environment.name}`,
  ]);
}

/** Without credentials, permission or network there is nothing to see; Terraform then says itself what it lacks. */
async function bucketMayExist(environment: Environment): Promise<boolean> {
  try {
    return await hasStateBucket(environment);
  } catch {
    return true;
  }
}
