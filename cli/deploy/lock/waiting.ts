import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../../root";
import { DeploymentError } from "../errors";
import type { Deployment } from "../deployment";
import { lockText } from "./lock-info";
import { type HeldLock, StateLocks } from "./locks";
import { type StackPlace, type Stateful, stateMarker } from "../terraform/places";
import { RunningTerraforms } from "../terraform/running";
import { releaseLeftBehind } from "./release-left-behind";

/** Where Terraform leaves a state that its backend did not take. */
const UNSAVED = "errored.tfstate";

type Waiting = Pick<Deployment, "environment" | "progress" | "interrupts"> & {
  /** The stacks that are about to be written. */
  readonly places: readonly StackPlace[];
  readonly request: Pick<Deployment["request"], "yes" | "again">;
};

/**
 * Waits for the Terraform of an earlier deployment from this folder, and removes the locks that a killed one has left.
 *
 * @throws DeploymentError when another process holds one of the states
 */
export async function untilFree(waiting: Waiting): Promise<void> {
  const { environment, places, progress, interrupts, request } = waiting;
  const records = new Map(places.map(({ name, marker }) => [name, marker]));
  await new RunningTerraforms(() => records).ended(progress, interrupts);
  refuseUnsaved(waiting);
  const marker = (part: Stateful) =>
    places.find((place) => place.part === part)?.marker ?? stateMarker(environment.name);
  const parts = places.map((place) => place.part);
  const releasing = { environment, marker, progress, interrupts, yes: request.yes, again: request.again };
  const held = await releaseLeftBehind(releasing, await heldLocks(waiting, parts));
  if (held.length > 0) throw lockedError(waiting, held);
}

/** Refuses what Terraform created and could not save: a plan without it would create it a second time. */
function refuseUnsaved({ places, environment: { name } }: Waiting): void {
  const unsaved = places.filter(({ folder }) => existsSync(join(folder, UNSAVED)));
  if (unsaved.length === 0) return;
  throw new DeploymentError(
    [
      `The state of ${name} lacks resources: an earlier run could not save it, and Terraform kept it on this machine. Save it first:`,
      `  eval "$(npx slipway env ${name})"`,
      ...unsaved.map(
        ({ folder }) =>
          `  (cd ${relative(root, folder)} && "$SLIPWAY_TERRAFORM" state push ${UNSAVED} && rm ${UNSAVED})`,
      ),
    ].join("\n"),
  );
}

/**
 * Locks as far as they can be seen: without the right to read them, Terraform runs into them by itself.
 *
 * @param parts those that a deployment writes, unless told otherwise
 */
export async function heldLocks(
  { environment }: Pick<Deployment, "environment">,
  parts?: readonly Stateful[],
): Promise<HeldLock[]> {
  const locks = new StateLocks(environment);
  try {
    return await locks.all(parts);
  } catch {
    return [];
  } finally {
    locks.close();
  }
}

export const lockedError = (
  { environment: { name } }: Pick<Deployment, "environment">,
  held: readonly Pick<HeldLock, "part" | "lock">[],
): DeploymentError =>
  new DeploymentError(
    [
      `The state of ${name} is locked; Terraform allows one change at a time:`,
      ...held.map(({ part, lock }) => `  ${lockText(`${name}-${part}`, lock)}`),
      `Wait until that process has ended. If it no longer runs, remove the lock: npx slipway unlock ${name}`,
    ].join("\n"),
  );
