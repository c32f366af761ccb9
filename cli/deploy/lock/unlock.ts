import type { Environment } from "../../../environments/model";
import { DeploymentError } from "../errors";
import { lockText } from "./lock-info";
import { type HeldLock, StateLocks } from "./locks";
import { livingMarker } from "../terraform/marker";
import { PARTS, type Places, placesOf, stateMarker } from "../terraform/places";
import { confirm } from "../question";

export interface UnlockOptions {
  readonly yes: boolean;
  readonly say: (line: string) => void;
  /** Folders of deployments from this project. @default the project's */
  readonly places?: Places;
}

export interface Unlocked {
  readonly found: readonly HeldLock[];
  readonly removed: readonly HeldLock[];
}

/** Shows the locks on the states of an environment and removes them when the user agrees. */
export async function unlock(environment: Environment, options: UnlockOptions): Promise<Unlocked> {
  const { name } = environment;
  const { yes, say, places = placesOf(name) } = options;
  const locks = new StateLocks(environment);
  try {
    const found = await locks.all([...PARTS, "state"]);
    if (found.length === 0) {
      say(`No state of ${name} is locked.`);
      return { found, removed: [] };
    }
    for (const { part, lock } of found) say(lockText(`${name}-${part}`, lock));
    await refuseLiving(name, places, found);
    const asked = {
      question: `Remove ${found.length === 1 ? "this lock" : "these locks"}? If its process still runs, two processes will write the same state.`,
      yes,
      again: `npx slipway unlock ${name}`,
    };
    if (!(await confirm(asked))) throw new DeploymentError("No lock was removed.");
    const removed: HeldLock[] = [];
    for (const held of found) {
      if (await locks.remove(held)) removed.push(held);
      say(
        `${name}-${held.part}: ${removed.includes(held) ? "unlocked" : "changed since it was shown; not removed"}`,
      );
    }
    return { found, removed };
  } finally {
    locks.close();
  }
}

/** The lock of a process that runs on this machine is not a leftover. */
async function refuseLiving(
  environment: string,
  { stacks }: Places,
  found: readonly HeldLock[],
): Promise<void> {
  for (const { part } of found) {
    const file = part === "state" ? stateMarker(environment) : stacks[part].marker;
    const living = await livingMarker(file);
    if (living === undefined) continue;
    throw new DeploymentError(
      `The lock of ${environment}-${part} is in use: terraform ${living.operation} runs on this machine since ${living.since} (process ${living.pid}) and removes it when it ends. No lock was removed.`,
    );
  }
}
