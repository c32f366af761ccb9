import type { Change, PlanJson, ResourceChange, Values } from "../../plan/plan-json";
import type { PlannedStack, WrittenStack } from "../../plan/planned-stack";
import { type Resource, resourcesOf } from "../../plan/resources";
import type { Line } from "../../plan/words";

interface Details extends Partial<Omit<Change, "actions" | "before" | "after">> {
  readonly reason?: string;
}

/** A change of a resource: what is made has no before, what goes no after. */
export function changed(
  address: string,
  before: Values | null,
  after: Values | null,
  { reason, ...details }: Details = {},
): ResourceChange {
  const forced = details.replace_paths !== undefined;
  return {
    address,
    mode: address.startsWith("data.") ? "data" : "managed",
    type: address.split(".", 1)[0] ?? "",
    change: {
      actions:
        before === null
          ? ["create"]
          : after === null
            ? ["delete"]
            : forced
              ? ["delete", "create"]
              : JSON.stringify(before) === JSON.stringify(after) && details.after_unknown === undefined
                ? ["no-op"]
                : ["update"],
      before,
      after,
      ...details,
    },
    ...(reason !== undefined && { action_reason: reason }),
  };
}

export const stackOf = (
  changes: readonly ResourceChange[],
  { stack = "dev-services", written, ...plan }: PlanJson & { stack?: string; written?: WrittenStack } = {},
): PlannedStack => ({
  stack,
  plan: { resource_changes: changes, ...plan },
  ...(written && { written }),
});

export const resources = (...changes: readonly ResourceChange[]): Resource[] =>
  resourcesOf([stackOf(changes)]);

/** Lines as one text each; what is loud begins with `!`. */
export const texts = (lines: readonly Line[]): string[] =>
  lines.map(
    ({ words, loud }) =>
      (loud ? "! " : "") + words.map((word) => (typeof word === "string" ? word : `[${word.code}]`)).join(""),
  );

/** A task definition as the AWS provider has it. */
export const definition = (family: string, ...containers: readonly object[]): Values => ({
  family,
  container_definitions: JSON.stringify(containers),
});
