import {
  UpdateServiceCommand,
  type Service as EcsService,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
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

/** A change of a service, and how its end is known. */
export interface Change {
  /** As ECS has the service before it. */
  readonly before: EcsService;
  readonly update: Pick<UpdateServiceCommandInput, "desiredCount" | "forceNewDeployment">;
  /** Nobody waits for the end if not. */
  readonly wait: boolean;
  /** What is said then: `the restart has begun`. */
  readonly begun: (service: EcsService) => string;
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

/** Changes a service in ECS, and waits for the end when somebody wants it. */
export async function changeService(operation: Operation, change: Change, pollMs = POLL_MS) {
  const { interrupts, progress, running } = operation;
  interrupts.check();
  if (change.wait) {
    return { outcome: "steady" as const, seen: await untilSettled(operation, change, pollMs) };
  }
  const seen = await begin(operation, change);
  progress.say("ecs", `${running.name}: ${change.begun(seen)}`);
  return { outcome: "begun" as const, seen };
}

async function begin({ clients, running }: Operation, { before, update }: Change): Promise<EcsService> {
  const { cluster, service } = running;
  const answer = await clients.ecs.send(new UpdateServiceCommand({ cluster, service, ...update }));
  return answer.service ?? before;
}

/** Begins a change, shows what ECS makes of it, and waits for its end; a failure is explained. */
async function untilSettled(operation: Operation, change: Change, pollMs: number): Promise<EcsService> {
  const { clients, interrupts, progress, running } = operation;
  const since = new Date();
  const deadline = since.getTime() + change.minutes * 60_000;
  const watch = watchServices([running], clients, (line) => progress.say("ecs", line), pollMs);
  try {
    const begun = await begin(operation, change);
    operation.standing = change.goesOn;
    for (;;) {
      const service = await interrupts.race(inEcs(operation, clients));
      const verdict = await interrupts.race(change.judge(service, begun));
      if (verdict === "settled") return service;
      if (verdict !== "going on") {
        throw await failure(operation, change, verdict.failed, verdict.since ?? since);
      }
      if (Date.now() > deadline) {
        const why = `not at its end after ${change.minutes} minutes; ${change.goesOn}`;
        throw await failure(operation, change, why, since);
      }
      await interrupts.race(setTimeout(pollMs));
    }
  } finally {
    await watch.stop();
  }
}

async function failure(
  { clients, interrupts, running }: Operation,
  { next, what }: Change,
  why: string,
  since: Date,
): Promise<DeploymentError> {
  const explained = await interrupts.race(explainFailure([running], since, clients));
  return new DeploymentError([`${what} failed: ${why}`, ...explained, next].join("\n"));
}
