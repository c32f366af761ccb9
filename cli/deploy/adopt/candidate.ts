import type { PlanJson, Values } from "../../../plan/plan-json";
import { NOT_IMPORTED } from "./not-imported";

/** A resource that a plan creates, and that may exist. */
export interface Candidate {
  readonly address: string;
  readonly type: string;
  /** What the plan knows of it. */
  readonly planned: Values;
}

/** What a plan creates that may exist; not what it replaces, which a state has. */
export const candidatesIn = ({ resource_changes = [] }: PlanJson): Candidate[] =>
  resource_changes.flatMap(({ address, mode, type, change: { actions, after } }) =>
    mode === "managed" && actions.join() === "create" && !(type in NOT_IMPORTED)
      ? [{ address, type, planned: after ?? {} }]
      : [],
  );
