import { ConfigurationError } from "../../environments/errors";
import type { Progress } from "../../toolchain/progress";
import { awsWords } from "../aws/words";
import { withClients } from "../deploy/clients";
import { DeploymentStopped } from "../deploy/errors";
import { Interruption, Interrupts } from "../deploy/interrupts";
import type { Clients } from "../deploy/watch";
import { requireEmulator } from "../require-emulator";
import type { ActedOn } from "./acted-on";

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
    if (error instanceof Interruption) {
      const { standing = UNCHANGED } = opened.operation ?? {};
      throw new DeploymentStopped(`${what} was stopped by ${error.signal}; ${standing}`, error.signal);
    }
    throw refused(error as Error, target, opened.operation?.standing ?? UNCHANGED);
  } finally {
    interrupts.close();
  }
}

function refused(error: Error, { environment }: ActedOn, standing: string): Error {
  const words = awsWords(error);
  if (words === undefined) return error;
  const hints = [
    ...(/AccessDenied|UnauthorizedOperation/.test(error.name) ? [RIGHTS] : []),
    ...(standing === UNCHANGED ? [] : [standing]),
  ];
  return new ConfigurationError(`environment "${environment.name}"`, [[words, ...hints].join("; ")]);
}
