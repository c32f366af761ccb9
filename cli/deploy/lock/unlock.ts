import type { Environment } from "../../../environments/model";
import { DeploymentError } from "../errors";
import { lockText } from "./lock-info";
import { type HeldLock, StateLocks } from "./locks";
import { livingMarker } from "../terraform/marker";
import { PARTS, type Places, placesOf } from "../terraform/places";
import { confirm } from "../question";

export interface UnlockOptions {
  readonly yes: boolean;
  readonly say: (line: string) => void;
  /** Where deployments from this folder lie. @default the project's */
  readonly places?: Places;
}

export interface Unlocked {
  readonly found: readonly HeldLock[];
  readonly removed: readonly HeldLock[];
}

/** Removes the locks that processes which are gone have left, after they were shown. */
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
    await refuseLiving(places, found);
    const asked = {
      question: `Remove ${found.length === 1 ? "this lock" : "these locks"}? If their holder still works, two will write the same state.`,
      yes,
      again: `npx slipway unlock ${name}`,
    };
    if (!(await confirm(asked))) throw new DeploymentError("nothing was unlocked");
    const removed: HeldLock[] = [];
    for (const held of found) {
      if (await locks.remove(held)) removed.push(held);
      say(`${name}-${held.part}: ${removed.includes(held) ? "unlocked" : "was freed meanwhile, left alone"}`);
    }
    return { found, removed };
  } finally {
    locks.close();
  }
}

/** A lock whose process works on this machine is not a leftover. */
async function refuseLiving({ stacks }: Places, found: readonly HeldLock[]): Promise<void> {
  for (const { part } of found) {
    // The bootstrap records no process that could be looked for: the user decides by the lock that is shown.
    if (part === "state") continue;
    const { name, marker } = stacks[part];
    const living = await livingMarker(marker);
    if (living === undefined) continue;
    throw new DeploymentError(
      `the lock of ${name} must stay: terraform ${living.operation} works on this machine since ${living.since} (process ${living.pid}), and frees it when it ends; nothing was unlocked`,
    );
  }
}
