import type { Progress } from "../../toolchain/progress";
import { withClients } from "../deploy/clients";
import { DeploymentStopped } from "../deploy/errors";
import { Interruption, Interrupts } from "../deploy/interrupts";
import type { Clients } from "../deploy/watch";
import { requireEmulator } from "../require-emulator";
import type { ActedOn } from "./acted-on";
import { refusedByAws } from "./looking";

/** An act on a service under way, and what all its steps need. */
export interface Operation extends ActedOn {
  readonly clients: Clients;
  readonly interrupts: Interrupts;
  readonly progress: Progress;
  /** For whoever interrupts it: what is done by now. Written as the act goes on. */
  standing: string;
}

const UNCHANGED = "nothing was changed";

/** Where the rights of each command are written down. */
const RIGHTS = "docs/operations.md lists the rights that each command needs";

/**
 * Asks AWS or the emulator for as long as `work` takes; a signal ends its waits, and what AWS refuses is told in AWS's
 * words.
 *
 * @param what for the message of an interrupt, for example `restarting web of dev`
 */
export async function operate<T>(
  target: ActedOn,
  { what, progress }: { readonly what: string; readonly progress: Progress },
  work: (operation: Operation) => Promise<T>,
): Promise<T> {
  const { environment } = target;
  const interrupts = new Interrupts((line) => progress.say("slipway", line));
  const opened: { operation?: Operation } = {};
  interrupts.listen();
  try {
    await interrupts.race(requireEmulator(environment));
    return await withClients(environment, (clients) => {
      const operation = { ...target, clients, interrupts, progress, standing: UNCHANGED };
      opened.operation = operation;
      return work(operation);
    });
  } catch (error) {
    const { standing = UNCHANGED } = opened.operation ?? {};
    if (error instanceof Interruption) {
      throw new DeploymentStopped(`${what} was stopped by ${error.signal}; ${standing}`, error.signal);
    }
    throw refusedByAws(error as Error, environment, hintsOf(error as Error, standing));
  } finally {
    interrupts.close();
  }
}

const hintsOf = ({ name }: Error, standing: string): string[] => [
  ...(/AccessDenied|UnauthorizedOperation/.test(name) ? [RIGHTS] : []),
  ...(standing === UNCHANGED ? [] : [standing]),
];
