import type { ActedOn } from "./acted-on";
import { documented } from "./documented";

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

/** Runs a command somewhere and says how it ended; its exit code becomes that of this process. */
export async function ending(
  target: ActedOn,
  json: boolean,
  act: () => Promise<
    Pick<CommandEnded, "task" | "container" | "taskDefinition"> & { readonly exitCode: number }
  >,
): Promise<void> {
  const { exitCode } = await documented(target, json, async () => ({
    outcome: "ended" as const,
    ...(await act()),
  }));
  process.exitCode = exitCode;
}
