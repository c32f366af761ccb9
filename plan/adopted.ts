import type { Note } from "./notes";
import type { PlannedStack } from "./planned-stack";

/** An existing resource that a plan would create again. */
export interface NotAdopted {
  readonly stack: string;
  readonly address: string;
  readonly reason: string;
}

/** A note for each stack whose plan imports resources: they exist with the environment's tags, and no state has them. */
export const adoptedNotes = (stacks: readonly PlannedStack[]): Note[] =>
  stacks.flatMap(({ stack, plan }) => {
    const names = (plan.resource_changes ?? []).flatMap(({ address, change: { importing } }) =>
      importing === undefined ? [] : [`${address} (${importing.id})`],
    );
    const reason =
      "these exist with the environment's tags and are in no Terraform state; a deployment adopts them when it is told to (--adopt)";
    return names.length === 0 ? [] : [{ stack, kind: "adopted", reason, names }];
  });

/** A note for each existing resource that a deployment refuses to adopt. */
export const notAdoptedNotes = (problems: readonly NotAdopted[]): Note[] =>
  problems.map(({ stack, address, reason }) => ({
    stack,
    kind: "not-adopted",
    reason: `a deployment is refused: ${reason}`,
    names: [address],
  }));
