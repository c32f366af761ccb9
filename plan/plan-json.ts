import type { PolicyPlanJson } from "../policy";

/**
 * What is read of `terraform show -json <plan>`.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface PlanJson extends PolicyPlanJson {
  /** All that the state or the sources know, also what stays as it is. */
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly Action[] }>>;
  /** What is there now; the only place that holds what data sources have read. */
  readonly prior_state?: {
    readonly values?: { readonly root_module?: { readonly resources?: readonly StateResource[] } };
  };
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export type Values = Readonly<Record<string, unknown>>;

export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly change: Change;
  /** Why, where Terraform says it, for example `replace_because_tainted`. */
  readonly action_reason?: string;
}

export interface Change {
  readonly actions: readonly Action[];
  /** Set for a resource that an import block brings into the state; `actions` are what happens to it besides. */
  readonly importing?: { readonly id: string };
  readonly before: Values | null;
  readonly after: Values | null;
  /** `true` where a value is known after the apply only; `true` for the whole, or by attribute. */
  readonly after_unknown?: Marks;
  /** `true` where a value is sensitive. */
  readonly before_sensitive?: Marks;
  /** `true` where a value is sensitive. */
  readonly after_sensitive?: Marks;
  /** Attributes that can not be changed in place, each as the steps that lead to it. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

/** Marks in the shape of the values that they speak of. */
export type Marks = boolean | Values;

export interface StateResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values?: Values;
  readonly sensitive_values?: Values;
}
