import type { Capability } from "../../../emulator/capabilities";

/** A file below `__tests__`, and names of tests in it as they are written there. */
export type Proof = readonly [file: string, ...tests: string[]];

/** One thing that the five source systems do, and where it is proved here. */
export interface Row {
  readonly number: number;
  /** What the systems have. */
  readonly asks: string;
  /** What says it in Slipway. */
  readonly here: string;
  readonly proofs: readonly [Proof, ...Proof[]];
  /** What only an engine could show of it. */
  readonly needs?: readonly Capability[];
  /** What is missing, or can not be shown by any engine here, and what was done instead. */
  readonly open?: string;
}
