import type { PlanJson } from "./plan-json";

/** A stack with its plan, as `terraform show -json` has it. */
export interface PlannedStack {
  /** `<environment>-<part>`. */
  readonly stack: string;
  readonly plan: PlanJson;
  /** The stack as Terraform got it: what a plan does not know yet is read there. */
  readonly written?: WrittenStack;
}

export interface WrittenStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}
