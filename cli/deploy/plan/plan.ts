import { type Effect, effectOf, loses } from "../../../plan/effect";
import type { PlanJson, ResourceChange } from "../../../plan/plan-json";
import type { Part } from "../terraform/places";

export interface PlannedChange {
  readonly address: string;
  readonly effect: Effect;
  /** As its owner knows it, for example the name of a load balancer; absent where it has none. */
  readonly name?: string;
}

/** What a plan would do to one stack. */
export interface StackPlan {
  readonly part: Part;
  readonly changes: readonly PlannedChange[];
  /** Outputs that would change; other stacks read them. */
  readonly outputs: readonly string[];
  /** Outputs that are not there yet: nothing that reads them can be planned. */
  readonly newOutputs: readonly string[];
}

export const hasChanges = ({ changes, outputs }: StackPlan): boolean =>
  changes.length > 0 || outputs.length > 0;

/** What is gone afterwards, or made anew with all that it held. */
export const losses = ({ changes }: StackPlan): PlannedChange[] =>
  changes.filter(({ address, effect }) => loses(address.split(".", 1)[0] ?? "", effect));

export function parsePlan(part: Part, { resource_changes = [], output_changes = {} }: PlanJson): StackPlan {
  const outputs = Object.entries(output_changes).filter(([, { actions }]) =>
    actions.some((action) => action !== "no-op"),
  );
  return {
    part,
    changes: resource_changes.flatMap((resource) => {
      const effect = resource.mode === "managed" ? effectOf(resource.change.actions) : undefined;
      const name = nameOf(resource);
      return effect === undefined
        ? []
        : [{ address: resource.address, effect, ...(name !== undefined && { name }) }];
    }),
    outputs: outputs.map(([name]) => name),
    newOutputs: outputs.filter(([, { actions }]) => actions.includes("create")).map(([name]) => name),
  };
}

function nameOf({ change: { before, after } }: ResourceChange): string | undefined {
  const values = before ?? after ?? {};
  return ["name", "family", "identifier", "bucket", "id"]
    .map((key) => values[key])
    .find((value) => typeof value === "string");
}
