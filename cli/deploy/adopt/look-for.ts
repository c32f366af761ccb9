import type { Account } from "./account";
import type { Candidate } from "./candidate";
import { FINDERS } from "./facts";
import type { Match } from "./find/finder";

/** Far below the limits of all APIs that are called. */
const AT_ONCE = 16;

/** A planned resource, and what the account has of it. */
export interface Existing extends Candidate {
  /** More than one where nothing tells them apart. */
  readonly matches: readonly Match[];
}

export interface Looked {
  readonly existing: readonly Existing[];
  readonly unknown: readonly Unknown[];
}

/** A planned resource that could not be looked for: the caller lacks a right, or an emulator an API. */
export interface Unknown extends Candidate {
  /** One line. */
  readonly error: string;
}

/** Looks in the account for what a plan creates. */
export async function lookFor(candidates: readonly Candidate[], account: Account): Promise<Looked> {
  const existing: Existing[] = [];
  const unknown: Unknown[] = [];
  const look = async (candidate: Candidate): Promise<void> => {
    try {
      const matches = (await FINDERS[candidate.type]?.(candidate.planned, account)) ?? [];
      if (matches.length > 0) existing.push({ ...candidate, matches });
    } catch (error) {
      unknown.push({ ...candidate, error: (error as Error).message.split("\n", 1)[0] ?? "" });
    }
  };
  for (let start = 0; start < candidates.length; start += AT_ONCE) {
    await Promise.all(candidates.slice(start, start + AT_ONCE).map(look));
  }
  return { existing: existing.sort((one, other) => (one.address < other.address ? -1 : 1)), unknown };
}
