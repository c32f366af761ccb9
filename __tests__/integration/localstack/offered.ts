type Block = Readonly<Record<string, unknown>>;

/** As much of a synthesised stack as a choice of targets needs. */
export interface SynthesisedStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

export interface Choice {
  /** Addresses to apply, sorted. */
  readonly offered: readonly string[];
  /** Addresses to leave out, sorted. */
  readonly refused: readonly string[];
}

/**
 * Types of the APIs that LocalStack's free edition refuses (`ecs`, `elbv2`), as a resource's own type or inside a
 * reference to one, in the same stack or through another one's outputs.
 */
const REFUSED = /\baws_(ecs|lb)(_|\b)/;

/** It forgets the description of a rule that names another security group, so that every plan would set it again. */
const isForgotten = (block: Block): boolean => block.referenced_security_group_id !== undefined;

/** Splits a stack into what the free edition offers and what it refuses, or what needs that at any distance. */
export function chooseTargets({ resource = {} }: SynthesisedStack): Choice {
  const blocks = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => [`${type}.${name}`, block] as const),
  );
  const refused = new Set<string>();
  const isRefused = (address: string, block: Block): boolean => {
    const text = `${address} ${JSON.stringify(block)}`;
    return REFUSED.test(text) || isForgotten(block) || [...refused].some((other) => text.includes(other));
  };
  for (let before = -1; before < refused.size;) {
    before = refused.size;
    for (const [address, block] of blocks) if (isRefused(address, block)) refused.add(address);
  }
  const addresses = blocks.map(([address]) => address).sort();
  return {
    offered: addresses.filter((address) => !refused.has(address)),
    refused: addresses.filter((address) => refused.has(address)),
  };
}

/** Terraform types of addresses, sorted, each once. */
export const typesOf = (addresses: readonly string[]): string[] =>
  [...new Set(addresses.map((address) => address.split(".")[0] ?? ""))].sort();
