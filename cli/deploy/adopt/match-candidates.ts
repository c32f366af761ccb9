import { prefixOf } from "../../../environments/rules/names";
import type { Adopting } from "./adopting";
import type { Candidate } from "./candidate";
import type { Match } from "./find/finder";
import { wantedTags } from "./find/filters";
import { lookFor, type Unknown } from "./look-for";
import { areUnique } from "./own-tags";
import { ambiguous, claimed, refused, shared, unsearchable, type Problem } from "./problem";
import { CREATED_TWICE, FOUND_BY_TAGS } from "./type-facts";

export interface Matched {
  /** Import IDs by address. */
  readonly found: ReadonlyMap<string, string>;
  readonly unclear: readonly Problem[];
}

/** Finds those candidates that exist and are in no state. */
export async function matchCandidates(
  adopting: Adopting,
  candidates: readonly Candidate[],
): Promise<Matched> {
  const { account, planning, states } = adopting;
  const { existing, unknown } = await planning.interrupts.race(lookFor(candidates, account));
  const found = new Map<string, string>();
  const unclear = unsearched(adopting, unknown);
  const owners = new Map<string, string>();
  for (const { matches, ...candidate } of existing) {
    const { address, type } = candidate;
    const ids = await states();
    const [match, ...others] = matches.filter(({ id, stateId = id }) => !ids.has(type, stateId));
    if (match === undefined) continue;
    const owner = owners.get(`${type} ${match.id}`);
    owners.set(`${type} ${match.id}`, address);
    const problem = problemOf(adopting, candidate, [match, ...others]);
    if (problem !== undefined) {
      unclear.push(problem);
    } else if (owner !== undefined) {
      found.delete(owner);
      unclear.push(claimed(owner, match.id, address), claimed(address, match.id, owner));
    } else {
      found.set(address, match.id);
    }
  }
  return { found, unclear };
}

/** Why none of a candidate's matches is adopted. */
function problemOf(
  { planning: { environment } }: Adopting,
  { address, type, planned }: Candidate,
  [match, ...others]: readonly [Match, ...Match[]],
): Problem | undefined {
  if (match.refused !== undefined) return refused(address, match.id, match.refused);
  const { Name = "" } = wantedTags(planned, {});
  if (FOUND_BY_TAGS.has(type) && !areUnique(environment) && !Name.startsWith(prefixOf(environment))) {
    return shared(address, match.id, environment.name);
  }
  return others.length === 0
    ? undefined
    : ambiguous(
        address,
        [match, ...others].map(({ id }) => id),
      );
}

/** Reports each type once. On AWS, what would be created a second time is a problem. */
function unsearched({ planning, reported }: Adopting, unknown: readonly Unknown[]): Problem[] {
  const { environment, progress } = planning;
  for (const { type, error } of unknown) {
    if (reported.has(type)) continue;
    reported.add(type);
    progress.say("terraform", `cannot look for existing ${type}: ${error}`);
  }
  if (environment.emulator !== undefined) return [];
  return unknown
    .filter(({ type }) => CREATED_TWICE.has(type))
    .map(({ address, error }) => unsearchable(address, error));
}
