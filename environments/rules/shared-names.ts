import { shown } from "../errors";
import type { Environment } from "../model";
import { prefixOf } from "./names";

type Neighbour = Pick<Environment, "name" | "project" | "account" | "emulator" | "loadBalancer">;

/** What an environment cannot have beside another one: names in the account that could meet, and its public domains. */
export function neighbourProblems(environment: Neighbour, other: Neighbour): string[] {
  if (environment.emulator?.endpoint !== other.emulator?.endpoint) return [];
  return [...prefixProblems(environment, other), ...domainProblems(environment, other)];
}

/**
 * Names are joined with hyphens, so that service `eu-web` of `prod` is called like service `web` of `prod-eu`; and rights to
 * `<prefix>-*` reach what begins with it. Roles have one namespace in all regions of an account.
 */
function prefixProblems(environment: Neighbour, other: Neighbour): string[] {
  const [own, theirs] = [prefixOf(environment), prefixOf(other)];
  const meet = own === theirs || own.startsWith(`${theirs}-`) || theirs.startsWith(`${own}-`);
  return environment.account === other.account && meet
    ? [
        `name must make other names in account ${environment.account} than environment ${shown(other.name)}, got ${shown(own)} beside ${shown(theirs)}; rename the project or the environment, or use another account`,
      ]
    : [];
}

/** Requests for a name reach one of two environments only; private zones with different ids can have one name. */
function domainProblems({ loadBalancer }: Neighbour, other: Neighbour): string[] {
  const theirs = other.loadBalancer?.domains ?? [];
  return (loadBalancer?.domains ?? [])
    .filter(({ name, zone }) =>
      theirs.some(
        (each) => each.name === name && !("id" in zone && "id" in each.zone && each.zone.id !== zone.id),
      ),
    )
    .map(
      ({ name }) =>
        `domain.name must be another one than in environment ${shown(other.name)}, got ${shown(name)}; requests reach one of them only`,
    );
}

/** The same for each pair in a set of environments. */
export const sharedNameProblems = (environments: readonly Neighbour[]): string[] =>
  environments.flatMap((environment, index) =>
    environments
      .slice(0, index)
      .flatMap((other) => neighbourProblems(environment, other))
      .map((problem) => `environment ${shown(environment.name)}: ${problem}`),
  );
