import type { PolicyRule } from "../environments/rules/policy";
import type { Suppression } from "../environments/topics/policy";

export type { Suppression } from "../environments/topics/policy";

/** A variable of a container that a finding is about. */
export interface ContainerVariable {
  readonly container: string;
  readonly name: string;
  /** `must <rule>, got <value>; <what to do>`: the problem without the place. */
  readonly problem: string;
}

/** One thing that a rule does not let stand. */
export interface Finding {
  /** Id of the rule, for example `no-wildcard-action`. */
  readonly rule: PolicyRule;
  /** The stack, for example `dev-services`. */
  readonly stack: string;
  /** Terraform address in the stack. */
  readonly address: string;
  /** What must be, what is there instead, and what to do. Never holds the value of an environment variable. */
  readonly problem: string;
  /**
   * Path of the property in the environment file, for example `services.web.environment.DB_PASSWORD`; `problem` begins
   * with it then. Absent: the problem begins with the address.
   */
  readonly path?: string;
}

/** What the rules say of resources. */
export interface Judged {
  readonly findings: readonly Finding[];
  /** Findings that the environment lets stand, with its reason. */
  readonly suppressed: readonly (Finding & { readonly reason: string })[];
  /** Suppressions that no finding needed. */
  readonly unused: readonly Suppression[];
}

/** A resource as it will be made. A value that nobody knows yet is a text with `${...}`, or absent. */
export interface JudgedResource {
  readonly stack: string;
  readonly address: string;
  /** As Terraform names it, for example `aws_lb`; of a data source with `data.` in front. */
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}
