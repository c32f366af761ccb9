import { shown } from "../errors";
import type { Environment, Image, Promoted, Service } from "../model";
import { repositoryOf } from "../topics/containers";
import { pathOf, sourceOf, type Known, type Source } from "./promotion-way";
import { partitionOf } from "./partition";
import { imageName, releasableImages } from "./released-images";

/** Gives every promoted image its origin, and tells why one has none or could not run here. */
export function withOrigins(
  environment: Environment,
  known: Known,
): { readonly environment: Environment; readonly problems: readonly string[] } {
  const problems = new Set<string>();
  const found = (name: string, service: Service, image: Promoted): Promoted => {
    const source = sourceOf({ name, image }, [environment.name], known);
    if (typeof source === "string") {
      problems.add(source);
      return image;
    }
    pullProblems(environment, { name, service, image }, source, known).forEach((each) => problems.add(each));
    return { ...image, origin: source.origin };
  };
  if (releasableImages(environment).every(({ image }) => image.kind === "build"))
    return { environment, problems: [] };
  const follow = (name: string, service: Service, image: Image): Image =>
    image.kind === "promoted" ? found(name, service, image) : image;
  const services = environment.services.map((service) => ({
    ...service,
    image: follow(imageName(service), service, service.image),
    ...(service.containers && {
      containers: service.containers.map((side) => ({
        ...side,
        ...(side.image && { image: follow(imageName(service, side), service, side.image) }),
      })),
    }),
  }));
  return { environment: { ...environment, services }, problems: [...problems] };
}

interface Here {
  readonly name: string;
  readonly service: Service;
  readonly image: Promoted;
}

/** Why an image that is built could not run in a service of another environment. */
function pullProblems(
  here: Environment,
  { name, service, image }: Here,
  source: Source,
  known: Known,
): string[] {
  const { environment, origin } = source;
  const problems: string[] = [];
  const builder = `environment ${shown(environment.name)}, which builds ${origin.service},`;
  if (service.architecture !== origin.architecture) {
    problems.push(
      `services.${service.name}.architecture must be ${shown(origin.architecture)}, as in ${builder} got ${shown(service.architecture)}`,
    );
  }
  if (service.platform !== undefined && service.platform !== "linux") {
    problems.push(
      `services.${service.name}.platform must be "linux", as in ${builder} got ${shown(service.platform)}`,
    );
  }
  if (here.emulator?.endpoint !== environment.emulator?.endpoint) {
    problems.push(
      `${pathOf(name)}.from must lead to an environment on ${where(here)}, as this one is, got ${shown(image.from)}; ${shown(environment.name)}, which builds the image, is on ${where(environment)}`,
    );
    return problems;
  }
  const [own, theirs] = [here, origin].map(({ region }) => partitionOf(region).id);
  if (own !== theirs) {
    problems.push(
      `${pathOf(name)}.from must lead to an environment in the partition of this one (${own}), got ${shown(image.from)}; ${shown(environment.name)} builds the image in ${origin.region}, and ECR copies none into another partition`,
    );
    return problems;
  }
  return [...problems, ...(image.replicated ? copyProblems : directProblems)(here, name, source, known)];
}

const where = ({ emulator }: Environment): string =>
  emulator === undefined ? "AWS" : `the emulator ${emulator.endpoint}`;

/** From where the image was pushed. */
function directProblems(here: Environment, name: string, { environment, origin, image }: Source): string[] {
  const path = pathOf(name);
  const problems: string[] = [];
  if (here.region !== origin.region) {
    problems.push(
      `${path}.replicated must be true for an image from another region, got nothing; ${shown(environment.name)} builds it in ${origin.region}, and this environment is in ${here.region}`,
    );
  } else if (here.account !== origin.account) {
    const repository = repositoryOf(image.service);
    const policy = environment.registry?.policy;
    const pullers = [
      ...(repository?.pullAccounts ?? []),
      ...(repository?.pushAccounts ?? []),
      ...(policy?.pullAccounts ?? []),
      ...(policy?.pushAccounts ?? []),
    ];
    if (!pullers.includes(here.account)) {
      problems.push(
        `${path}.from must lead to a repository that account ${here.account} may pull from, got ${shown(origin.repository)} of account ${origin.account}; add ${shown(here.account)} to services.${image.service.name}.repository.pullAccounts of environment ${shown(environment.name)}`,
      );
    }
  }
  return problems;
}

/** From the environment's own registry, which gets copies. */
function copyProblems(
  here: Environment,
  name: string,
  { environment, origin }: Source,
  known: Known,
): string[] {
  const path = pathOf(name);
  const at = `account ${here.account} in ${here.region}`;
  if (here.account === origin.account && here.region === origin.region) {
    return [
      `${path}.replicated must not be set for an image from the same registry, got true; ${shown(environment.name)} builds it in ${at}, too`,
    ];
  }
  // One environment at most has the settings of a registry; it need not be the one that builds.
  const copies = known.names.some((each) => {
    const other = known.find(each);
    if (typeof other !== "object" || other.account !== origin.account || other.region !== origin.region)
      return false;
    return (other.registry?.replication ?? []).some(
      ({ account, region, prefixes }) =>
        account === here.account &&
        region === here.region &&
        prefixes.some((prefix) => origin.repository.startsWith(prefix)),
    );
  });
  return copies
    ? []
    : [
        `${path}.replicated must not be true without copies of ${shown(origin.repository)} in ${at}, got true; name that account and region in registry.replication of environment ${shown(environment.name)}`,
      ];
}
