import type { JudgedResource } from "../finding";
import type { Extreme } from "./finished";

/** A resource that is above a limit of AWS. */
export interface Excess {
  readonly resource: JudgedResource;
  /** `<what> must have at most <limit>, got <value>; <what to do>`, without the resource. */
  readonly problem: string;
  /** Whether values that only the apply knows decide it. */
  readonly isPossible?: true;
}

/**
 * Compares a size with its limit. It is above with certainty when the shortest values of its references are too long.
 *
 * @param describe the problem with the size that it names, the smallest possible one where it is certain
 */
export function sizeExcess(
  resource: JudgedResource,
  max: number,
  size: (extreme: Extreme) => number,
  describe: (got: string) => string,
): Excess[] {
  const longest = size("longest");
  if (longest <= max) return [];
  const shortest = size("shortest");
  if (shortest <= max) {
    const got = `${shortest} to ${longest}, which values decide that only the apply knows`;
    return [{ resource, problem: describe(got), isPossible: true }];
  }
  return [{ resource, problem: describe(`${shortest}`) }];
}
