import { DeploymentStopped } from "../deploy/errors";
import type { ActedOn } from "./acted-on";

/** What `slipway run --json` and `slipway exec --json` print. */
export interface CommandEnded {
  readonly environment: string;
  /** As the environment names it. */
  readonly service: string;
  /** `ended`: by itself. `stopped`: by a signal that came to this process. */
  readonly outcome: "ended" | "failed" | "stopped";
  /** ARN; absent when the command did not come to its end. */
  readonly task?: string;
  readonly container?: string;
  /** Family and revision; of `run`. */
  readonly taskDefinition?: string;
  /** 0 to 255. */
  readonly exitCode?: number;
  /** What stood in the way, as people read it. */
  readonly error?: string;
}

/** Runs a command somewhere; its exit code becomes that of this process, and with `json` its end is one document. */
export async function ending(
  { environment, running }: ActedOn,
  json: boolean,
  act: () => Promise<
    Pick<CommandEnded, "task" | "container" | "taskDefinition"> & { readonly exitCode: number }
  >,
): Promise<void> {
  const head = { environment: environment.name, service: running.name };
  const print = (end: CommandEnded) => {
    if (json) console.log(JSON.stringify(end, null, 2));
  };
  try {
    const end = await act();
    print({ ...head, outcome: "ended", ...end });
    process.exitCode = end.exitCode;
  } catch (error) {
    const outcome = error instanceof DeploymentStopped ? "stopped" : "failed";
    print({ ...head, outcome, error: (error as Error).message });
    throw error;
  }
}
