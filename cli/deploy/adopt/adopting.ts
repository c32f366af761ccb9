import type { Planning } from "../deployment";
import type { Account } from "./account";
import type { StateIds } from "./state-ids";

/** What the adoption of a stack works with. */
export interface Adopting {
  readonly planning: Planning;
  readonly account: Account;
  /** Options of `terraform plan`. */
  readonly options?: readonly string[] | undefined;
  /** Reads the states once they are needed. */
  readonly states: () => Promise<StateIds>;
  /** Types whose failed lookup the user has seen. */
  readonly reported: Set<string>;
}
