import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { setTimeout } from "node:timers/promises";
import { DeploymentError } from "../deploy/errors";
import { explainFailure, watchServices } from "../deploy/watch";
import { inEcs } from "./acted-on";
import type { Operation } from "./operation";

const POLL_MS = 2000;

/** What a look at the service says of the act: it goes on, is at its end, or has failed, and why. */
export type Verdict =
  | "going on"
  | "settled"
  | {
      readonly failed: string;
      /** When what explains it began. @default with the act */
      readonly since?: Date | undefined;
    };

export interface Settling {
  /** Changes the service in ECS. @returns what ECS answers */
  readonly begin: () => Promise<EcsService>;
  /** @param begun what ECS answered to the change */
  readonly judge: (service: EcsService, begun: EcsService) => Promise<Verdict>;
  /** What goes on in ECS whoever looks, for a message: `the restart goes on in ECS`. */
  readonly goesOn: string;
  /** For a message: `restarting web of dev`. */
  readonly what: string;
  readonly minutes: number;
  /** Last line of a failure. */
  readonly next: string;
}

/** Begins a change, shows what ECS makes of it, and waits for its end; a failure is explained. */
export async function untilSettled(
  operation: Operation,
  settling: Settling,
  pollMs = POLL_MS,
): Promise<EcsService> {
  const { clients, interrupts, progress, running } = operation;
  const since = new Date();
  const deadline = since.getTime() + settling.minutes * 60_000;
  interrupts.check();
  const watch = watchServices([running], clients, (line) => progress.say("ecs", line), pollMs);
  try {
    const begun = await settling.begin();
    operation.standing = settling.goesOn;
    for (;;) {
      const service = await interrupts.race(inEcs(operation, clients));
      const verdict = await interrupts.race(settling.judge(service, begun));
      if (verdict === "settled") return service;
      if (verdict !== "going on") {
        throw await failure(operation, settling, verdict.failed, verdict.since ?? since);
      }
      if (Date.now() > deadline) {
        const why = `not at its end after ${settling.minutes} minutes; ${settling.goesOn}`;
        throw await failure(operation, settling, why, since);
      }
      await interrupts.race(setTimeout(pollMs));
    }
  } finally {
    await watch.stop();
  }
}

async function failure(
  { clients, interrupts, running }: Operation,
  { next, what }: Settling,
  why: string,
  since: Date,
): Promise<DeploymentError> {
  const explained = await interrupts.race(explainFailure([running], since, clients));
  return new DeploymentError([`${what} failed: ${why}`, ...explained, next].join("\n"));
}
