import type { JudgedResource } from "../finding";

/** A resource that is above a limit of AWS. */
export interface Excess {
  readonly resource: JudgedResource;
  /** `<what> must have at most <limit>, got <value>; <what to do>`, without the resource. */
  readonly problem: string;
}
