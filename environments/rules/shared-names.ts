import { shown } from "../errors";
import type { Environment } from "../model";
import { prefixOf } from "./names";
import { sharedFolderProblems } from "./shared-folders";
import { takenAliasProblems, takenNameProblems } from "./unique-names";

type Neighbour = Pick<
  Environment,
  | "name"
  | "project"
  | "account"
  | "region"
  | "emulator"
  | "loadBalancer"
  | "namespace"
  | "fileSystems"
  | "services"
>;

/** What an environment cannot have beside another one: the same names in the account, and the same domain. */
export function neighbourProblems(environment: Neighbour, other: Neighbour): string[] {
  if (environment.emulator?.endpoint !== other.emulator?.endpoint) return [];
  const isSame = prefixOf(environment) === prefixOf(other);
  return [...(isSame ? prefixProblems(environment, other) : []), ...domainProblems(environment, other)];
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
        `name must not produce names that overlap with those of environment ${shown(other.name)} in account ${environment.account}, got ${shown(own)} beside ${shown(theirs)}; rename the project or the environment, or use another account`,
      ]
    : [];
}

type Zone = NonNullable<NonNullable<Neighbour["loadBalancer"]>["domains"]>[number]["zone"];

/** A zone that is given by name is public; one that is given by id may be a private zone of the same name. */
const isOneZone = (one: Zone, other: Zone): boolean =>
  "id" in one ? "id" in other && one.id === other.id : !("id" in other);

/** Requests for a name reach one of two environments only, unless their zones differ. */
function domainProblems({ loadBalancer }: Neighbour, other: Neighbour): string[] {
  const theirs = other.loadBalancer?.domains ?? [];
  return (loadBalancer?.domains ?? [])
    .filter(({ name, zone }) => theirs.some((each) => each.name === name && isOneZone(zone, each.zone)))
    .map(
      ({ name }) =>
        `domain.name must not be that of environment ${shown(other.name)} too, got ${shown(name)}; requests reach one of them only`,
    );
}

/**
 * The same for each pair in a set of environments, where names may not begin with each other either, nor be taken twice in
 * AWS, nor aliases and folders be shared by mistake. A command for one environment is not refused for that: what runs so
 * must be operated, and removed.
 */
export const sharedNameProblems = (environments: readonly Neighbour[]): string[] =>
  environments.flatMap((environment, index) =>
    environments
      .slice(0, index)
      .filter((other) => environment.emulator?.endpoint === other.emulator?.endpoint)
      .flatMap((other) => [
        ...prefixProblems(environment, other),
        ...domainProblems(environment, other),
        ...takenNameProblems(environment, other),
        ...takenAliasProblems(environment, other),
        ...sharedFolderProblems(environment, other),
      ])
      .map((problem) => `environment ${shown(environment.name)}: ${problem}`),
  );
