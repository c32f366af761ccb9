import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { DeploymentStopped } from "../deploy/errors";
import { rolloutOf } from "../deploy/watch/deployment";
import { lastPart } from "../deploy/watch/services";
import type { ActedOn } from "./acted-on";

/** What `slipway restart --json` and `slipway scale --json` print. */
export interface Acted {
  readonly environment: string;
  /** As the environment names it. */
  readonly service: string;
  /** `begun`: nobody waited for the end. `stopped`: a signal ended the wait. */
  readonly outcome: "steady" | "begun" | "failed" | "stopped";
  /** Family and revision; absent when the act did not come to its end. */
  readonly taskDefinition?: string;
  /** Tasks that are to run. */
  readonly desired?: number;
  /** Tasks that run. */
  readonly running?: number;
  /** What stood in the way, as people read it. */
  readonly error?: string;
}

/** Runs an act; with `json` its end is one document on the standard output, also when it failed. */
export async function reporting(
  { environment, running }: ActedOn,
  json: boolean,
  act: () => Promise<Pick<Acted, "outcome"> & { readonly seen: EcsService }>,
): Promise<void> {
  const head = { environment: environment.name, service: running.name };
  const print = (acted: Acted) => {
    if (json) console.log(JSON.stringify(acted, null, 2));
  };
  try {
    const { outcome, seen } = await act();
    print({
      ...head,
      outcome,
      taskDefinition: lastPart(rolloutOf(seen).primary?.taskDefinition ?? seen.taskDefinition),
      desired: seen.desiredCount ?? 0,
      running: seen.runningCount ?? 0,
    });
  } catch (error) {
    const outcome = error instanceof DeploymentStopped ? "stopped" : "failed";
    print({ ...head, outcome, error: (error as Error).message });
    throw error;
  }
}
