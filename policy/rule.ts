import type { PolicyRule } from "../environments/rules/policy";
import type { ContainerVariable, JudgedResource } from "./finding";
import type { Subject } from "./subject";

/** What a rule has found in one resource. */
export interface Fault {
  readonly resource: JudgedResource;
  /** `<address...> must <rule>, got <value>; <what to do>` */
  readonly problem: string;
  readonly variable?: ContainerVariable;
}

/** One thing that must be so in what is made. */
export interface Rule {
  readonly id: PolicyRule;
  /** What must be so, in one sentence; `docs/policy.md` shows it. */
  readonly doc: string;
  /** Environments that it is for. */
  readonly scope: "all" | "protected";
  /** Where what it knows about AWS is written. */
  readonly sources: readonly string[];
  readonly check: (subject: Subject) => Fault[];
}
