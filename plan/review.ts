import type { PlannedStack } from "./planned-stack";

export interface ReviewInput {
  readonly environment: { readonly name: string; readonly project: string };
  readonly stacks: readonly PlannedStack[];
  readonly images: readonly unknown[];
  readonly notPlanned: readonly { readonly stack: string; readonly reason: string }[];
}
