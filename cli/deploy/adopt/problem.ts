/** A resource that a plan would create again, because it exists or may exist, and that is not adopted. */
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
  reason: `${ids.join(" and ")} have its name and its tags; import the right one by hand`,
});

export const claimed = (address: string, id: string, other: string): Problem => ({
  address,
  reason: `${id} matches both this address and ${other}; import it by hand`,
});

export const refused = (address: string, id: string, reason: string): Problem => ({
  address,
  reason: `${id} exists: ${reason}`,
});

export const shared = (address: string, id: string, environment: string): Problem => ({
  address,
  reason: `${id} has the tags of ${environment}, which other environments may have too; give each environment tags of its own, or import it by hand`,
});

export const unsearchable = (address: string, error: string): Problem => ({
  address,
  reason: `it may exist, and AWS would create a second one: ${error}; allow the caller to look for it, or deploy again when AWS answers`,
});

export const replaced = (address: string, id: string): Problem => ({
  address,
  reason: `${id} differs so much from the configuration that Terraform would replace it; change the configuration to match it, or delete it`,
});
