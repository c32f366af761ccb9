import { rm } from "node:fs/promises";
import { join } from "node:path";
import { removeLocalEmulator } from "./emulator";
import type { Environment } from "../../environments/model";
import type { Progress } from "../../toolchain/progress";
import { placesOf } from "../deploy/terraform/places";
import { root } from "../root";

/**
 * Removes everything that `up` made on this machine. The emulator holds all resources and the Terraform state in its
 * memory, so that its end is theirs; its task containers, network and image tags are removed by their labels and names.
 */
export async function down(environment: Environment, progress: Progress): Promise<void> {
  await removeLocalEmulator(environment, progress);
  await forgetAccount(environment);
}

/** Removes what Terraform left in this folder about an account that no longer exists. */
export async function forgetAccount({ name }: Environment): Promise<void> {
  const folders = [join(root, ".slipway", "bootstrap", name), placesOf(name).outdir];
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
