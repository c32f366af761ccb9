/** An existing resource that a plan would create again, and that is not adopted. */
export interface Problem {
  readonly address: string;
  readonly reason: string;
}

export interface StackProblem extends Problem {
  /** `<environment>-<part>`. */
  readonly stack: string;
}

export const foreign = (address: string, id: string, environment: string): Problem => ({
  address,
  reason: `${id} has this name but not the tags of ${environment}; find out whose it is, then rename or delete one of the two`,
});

export const ambiguous = (address: string, ids: readonly string[]): Problem => ({
  address,
  reason: `${ids.join(" and ")} have its name and its tags; delete those that are not used`,
});

export const claimed = (address: string, id: string, other: string): Problem => ({
  address,
  reason: `nothing tells whether ${id} is this one or ${other}; delete it, or import it by hand`,
});

export const replaced = (address: string, id: string): Problem => ({
  address,
  reason: `${id} differs so much from the configuration that Terraform would replace it; change the configuration to match it, or delete it`,
});
