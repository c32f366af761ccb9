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

/** Whether an engine refuses one resource by itself, or would forget part of it, so that every plan would set it again. */
export type Refuses = (address: string, block: Block) => boolean;

/** Resources of these Terraform types are refused, and with them what refers to one, in this stack or through another one's outputs. */
export const refusesTypes =
  (types: RegExp): Refuses =>
  (address, block) =>
    types.test(`${address} ${JSON.stringify(block)}`);

/** Splits a stack into what an engine offers and what it refuses, or what needs that at any distance. */
export function chooseTargets({ resource = {} }: SynthesisedStack, refuses: Refuses): Choice {
  const blocks = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => [`${type}.${name}`, block] as const),
  );
  const refused = new Set<string>();
  const needsRefused = (address: string, block: Block): boolean => {
    const text = JSON.stringify(block);
    return refuses(address, block) || [...refused].some((other) => text.includes(`${other}.`));
  };
  for (let before = -1; before < refused.size;) {
    before = refused.size;
    for (const [address, block] of blocks) if (needsRefused(address, block)) refused.add(address);
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
