import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../../root";
import { DeploymentError } from "../errors";
import type { Deployment } from "../deployment";
import { lockText } from "./lock-info";
import { type HeldLock, StateLocks } from "./locks";
import { livingMarker } from "../terraform/marker";
import type { Stateful } from "../terraform/places";

const LOOK_MS = 1000;
/** Where Terraform leaves a state that its backend did not take. */
const UNSAVED = "errored.tfstate";

type Waiting = Pick<Deployment, "environment" | "places" | "progress" | "interrupts">;

/**
 * Waits for what an earlier deployment has left running on this machine: it was killed, and its Terraform was not.
 *
 * @throws DeploymentError when somebody else holds one of the states
 */
export async function untilFree(waiting: Waiting): Promise<void> {
  const { places, progress, interrupts } = waiting;
  for (const { name, marker } of Object.values(places.stacks)) {
    const living = await livingMarker(marker);
    if (living === undefined) continue;
    const { pid, operation, since } = living;
    await progress.during(
      "terraform",
      `waiting for terraform ${operation} of ${name}, which an earlier deployment began at ${since} (process ${pid})`,
      async () => {
        while ((await livingMarker(marker)) !== undefined) await interrupts.race(pause(LOOK_MS));
      },
    );
  }
  refuseUnsaved(waiting);
  const held = await heldLocks(waiting);
  if (held.length > 0) throw lockedError(waiting, held);
}

/** What Terraform made and could not save: a plan without it would make it all a second time. */
function refuseUnsaved({ places, environment: { name } }: Waiting): void {
  const unsaved = Object.values(places.stacks).filter(({ folder }) => existsSync(join(folder, UNSAVED)));
  if (unsaved.length === 0) return;
  throw new DeploymentError(
    [
      `the state of ${name} lacks what Terraform made before, when it could not save it. Save it first:`,
      `  eval "$(npx slipway env ${name})"`,
      ...unsaved.map(
        ({ folder }) =>
          `  (cd ${relative(root, folder)} && terraform state push ${UNSAVED} && rm ${UNSAVED})`,
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
      `the state of ${name} is locked, and Terraform lets one work on it at a time:`,
      ...held.map(({ part, lock }) => `  ${lockText(`${name}-${part}`, lock)}`),
      `Wait until that has ended. If that process is gone for good: npx slipway unlock ${name}`,
    ].join("\n"),
  );
