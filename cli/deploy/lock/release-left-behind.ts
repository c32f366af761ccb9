import type { Environment } from "../../../environments/model";
import type { Progress } from "../../../toolchain/progress";
import type { Interrupts } from "../interrupts";
import { confirm } from "../question";
import type { Stateful } from "../terraform/places";
import { findLeftBehind } from "./left-behind";
import { type HeldLock, StateLocks } from "./locks";

export interface Releasing {
  readonly environment: Environment;
  /** The record of the last Terraform that worked on a state. */
  readonly marker: (part: Stateful) => string;
  readonly progress: Progress;
  readonly interrupts?: Interrupts;
  /** Remove without a question what is proven to be left behind. */
  readonly yes: boolean;
  /** The command that was typed. */
  readonly again: string;
}

/**
 * Removes the locks that killed Terraforms of this machine have left: without a question when `yes` is set and no other
 * process can hold them, otherwise when the user at the terminal agrees.
 *
 * @returns the locks that are still held
 */
export async function releaseLeftBehind(
  releasing: Releasing,
  held: readonly HeldLock[],
): Promise<HeldLock[]> {
  const locks = new StateLocks(releasing.environment);
  try {
    const left: HeldLock[] = [];
    for (const each of held) {
      const owner = await agreedOwner(releasing, each);
      if (owner === undefined || !(await locks.remove(each))) left.push(each);
      else {
        releasing.progress.say(
          "lock",
          `${stackOf(releasing, each)}: removed the lock of ${owner}, which no longer runs; the state may lack what it created last`,
        );
      }
    }
    return left;
  } finally {
    locks.close();
  }
}

const stackOf = ({ environment }: Releasing, { part }: HeldLock): string => `${environment.name}-${part}`;

/** The process whose lock may be removed, described; `undefined` when it may not. */
async function agreedOwner(releasing: Releasing, held: HeldLock): Promise<string | undefined> {
  const { marker, interrupts, yes, again } = releasing;
  const stack = stackOf(releasing, held);
  const folder = held.part === "state" ? "state" : stack;
  const found = await findLeftBehind(held.lock, { folder, marker: marker(held.part) });
  if (found === undefined) return undefined;
  const { operation, pid, since } = found.marker;
  const owner = `terraform ${operation} (process ${pid}, started ${since})`;
  if (yes && found.isProven) return owner;
  if (!process.stdin.isTTY) return undefined;
  const question = `${stack} is locked by ${owner}, which no longer runs on this machine. Remove the lock?`;
  const agreed = await confirm({ question, yes: false, again, ...(interrupts && { interrupts }) });
  return agreed ? owner : undefined;
}
