import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { rolloutOf } from "../deploy/watch/deployment";
import { lastPart } from "../deploy/watch/services";
import type { ActedOn } from "./acted-on";
import { documented } from "./documented";

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

/** Runs an act and says how it ended. */
export async function reporting(
  target: ActedOn,
  json: boolean,
  act: () => Promise<Pick<Acted, "outcome"> & { readonly seen: EcsService }>,
): Promise<void> {
  await documented(target, json, async (): Promise<Omit<Acted, "environment" | "service">> => {
    const { outcome, seen } = await act();
    return {
      outcome,
      taskDefinition: lastPart(rolloutOf(seen).primary?.taskDefinition ?? seen.taskDefinition),
      desired: seen.desiredCount ?? 0,
      running: seen.runningCount ?? 0,
    };
  });
}
