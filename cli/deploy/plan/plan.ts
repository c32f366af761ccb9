import { type Effect, effectOf, loses } from "../../../plan/effect";
import { type KeptRepository, keptRepositories } from "../../../plan/kept";
import { changedOutputs } from "../../../plan/notes";
import type { PlanJson } from "../../../plan/plan-json";
import { nameOf, typeIn } from "../../../plan/resources";
import type { Part } from "../terraform/places";

export interface PlannedChange {
  readonly address: string;
  readonly effect: Effect;
  /** As its owner knows it, for example the name of a load balancer; absent where it has none. */
  readonly name?: string;
}

/** An existing resource that a plan brings into the state. */
export interface AdoptedResource {
  readonly address: string;
  /** As it was imported by. */
  readonly id: string;
}

/** What a plan would do to one stack. */
export interface StackPlan {
  readonly part: Part;
  readonly changes: readonly PlannedChange[];
  /** Those that change too are in `changes` as well. */
  readonly adopted: readonly AdoptedResource[];
  /** Outputs that would change; other stacks read them. */
  readonly outputs: readonly string[];
  /** Outputs that are not there yet: nothing that reads them can be planned. */
  readonly newOutputs: readonly string[];
  /** Repositories that stay in AWS and are managed no more. @default none */
  readonly kept?: readonly KeptRepository[];
}

export const hasChanges = ({ adopted, changes, outputs }: StackPlan): boolean =>
  adopted.length > 0 || changes.length > 0 || outputs.length > 0;

/** What is gone afterwards, or made anew with all that it held. */
export const losses = ({ changes }: StackPlan): PlannedChange[] =>
  changes.filter(({ address, effect }) => loses(typeIn(address), effect));

/** Changes of a later plan that an earlier one does not have. */
export const unseenChanges = (earlier: StackPlan, later: StackPlan): PlannedChange[] =>
  later.changes.filter(
    ({ address, effect }) =>
      !earlier.changes.some((change) => change.address === address && change.effect === effect),
  );

export function parsePlan(part: Part, { resource_changes = [], output_changes = {} }: PlanJson): StackPlan {
  const outputs = changedOutputs(output_changes);
  const kept = keptRepositories(resource_changes);
  return {
    part,
    changes: resource_changes.flatMap(({ address, mode, change: { actions, before, after } }) => {
      const effect = mode === "managed" ? effectOf(actions) : undefined;
      const name = nameOf(before ?? after ?? undefined);
      return effect === undefined ? [] : [{ address, effect, ...(name !== undefined && { name }) }];
    }),
    adopted: resource_changes.flatMap(({ address, change: { importing } }) =>
      importing === undefined ? [] : [{ address, id: importing.id }],
    ),
    outputs,
    newOutputs: outputs.filter((name) => output_changes[name]?.actions.includes("create")),
    ...(kept.length > 0 && { kept }),
  };
}
