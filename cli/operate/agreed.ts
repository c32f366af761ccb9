import { DeploymentError } from "../deploy/errors";
import { confirm } from "../deploy/question";
import type { Operation } from "./operation";

export interface Agreement {
  /** What is asked, for example `Restart web of production?` */
  readonly question: string;
  /** Nobody is asked. */
  readonly yes: boolean;
  /** The command that was typed, without `--yes`. */
  readonly again: string;
  /** The command that asks nobody. @default `again` with `--yes` behind it */
  readonly unasked?: string;
}

/** Asks before a protected environment is changed; any answer but "yes" ends the command. */
export async function agreed(
  { environment, interrupts }: Pick<Operation, "environment" | "interrupts">,
  agreement: Agreement,
): Promise<void> {
  if (!environment.protected || (await confirm({ ...agreement, interrupts }))) return;
  throw new DeploymentError(`nothing was changed in ${environment.name}, as the answer was not "yes"`);
}
