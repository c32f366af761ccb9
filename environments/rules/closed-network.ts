import { shown } from "../errors";
import type { Environment, Service } from "../model";
import type { Access } from "../topics/access";
import { regionOf } from "./arn";
import { ecrRepositoryArn, registryOf } from "./image-reference";
import { PUBLIC_IMAGES } from "./public-images";
import type { Secret } from "./secret";

/** Nothing leads from the tasks to the internet; an emulator's containers go where its machine goes. */
export const isClosed = (
  { emulator, network }: Pick<Environment, "emulator" | "network">,
  { publicIp }: Pick<Service, "publicIp">,
): boolean =>
  network.kind === "new" && network.nat === "none" && publicIp === undefined && emulator === undefined;

/** What a container beside the application runs when the user names no image. */
const PUBLISHED: readonly string[] = Object.values(PUBLIC_IMAGES);

const WITHOUT_INTERNET = 'without the internet (network.nat is "none")';

/**
 * What tasks call that no VPC endpoint leads to: other registries, and other regions. An endpoint is of one region:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 *
 * @param path the service as the user wrote it, for example `services.web`
 */
export function closedNetworkProblems(path: string, environment: Environment, service: Service): string[] {
  if (!isClosed(environment, service)) return [];
  const { network, region } = environment;
  const reachable = network.kind === "new" ? (network.reachableRegistries ?? []) : [];
  const from: Place = { region, reachable: new Set(reachable.map((host) => host.toLowerCase())) };
  const { access = [], containers = [], logRouter, mesh, secrets, sidecars = [] } = service;
  return [
    ...imageProblems(path, service, from),
    ...sidecars.flatMap(({ image }, index) =>
      registryProblems(`${path}.sidecars[${index}].image`, image, from),
    ),
    ...(logRouter ? registryProblems(`${path}.logRouter.image`, logRouter.image, from) : []),
    ...(mesh ? registryProblems(`${path}.mesh.image`, mesh.image, from) : []),
    ...secretProblems(path, secrets, region),
    ...containers.flatMap((side) => {
      const name = `${path}.containers.${side.name}`;
      return [...imageProblems(name, side, from), ...secretProblems(name, side.secrets, region)];
    }),
    ...access.flatMap((grant, index) => accessProblems(`${path}.access[${index}]`, grant, region)),
  ];
}

/** Where tasks pull from. */
interface Place {
  readonly region: string;
  /** Hosts of other registries that they reach. */
  readonly reachable: ReadonlySet<string>;
}

function imageProblems(
  path: string,
  { image }: { readonly image?: Service["image"] },
  from: Place,
): string[] {
  if (image?.kind === "external") return registryProblems(`${path}.image`, image.uri, from);
  if (image?.kind !== "promoted" || image.replicated || image.origin.region === from.region) return [];
  return [
    `${path}.image.replicated must be true where tasks pull ${WITHOUT_INTERNET}, got nothing; the image is in ${image.origin.region}, to which no endpoint leads`,
  ];
}

function registryProblems(path: string, image: string, { reachable, region }: Place): string[] {
  const repository = ecrRepositoryArn(image);
  const host = registryOf(image);
  const isInRegion = repository !== undefined && regionOf(repository) === region;
  if (isInRegion || reachable.has(host.toLowerCase())) return [];
  if (PUBLISHED.includes(image))
    return [
      `${path} must be set where tasks pull ${WITHOUT_INTERNET}, got nothing; copy ${image} into ECR in ${region} and name the copy`,
    ];
  return [
    `${path} must be in a registry that tasks reach ${WITHOUT_INTERNET}, got ${shown(image)}; copy it into ECR in ${region} and name the copy, or add "${host}" to network.reachableRegistries where a transit gateway or a peering connection leads to it`,
  ];
}

const secretProblems = (path: string, secrets: Readonly<Record<string, Secret>>, region: string): string[] =>
  Object.entries(secrets).flatMap(([name, { nameOrArn }]) =>
    regionProblems(`${path}.secrets.${name}`, nameOrArn, region),
  );

function accessProblems(path: string, grant: Access, region: string): string[] {
  return Object.entries(grant).flatMap(([property, value]) =>
    typeof value === "string" ? regionProblems(`${path}.${property}`, value, region) : [],
  );
}

/** Of an ARN that says its region; buckets do not. */
function regionProblems(path: string, nameOrArn: string, region: string): string[] {
  const found = nameOrArn.startsWith("arn:") ? regionOf(nameOrArn) : "";
  return found === "" || found === region
    ? []
    : [
        `${path} must be in ${region} where tasks call it ${WITHOUT_INTERNET}, got ${shown(nameOrArn)}; no endpoint leads to ${found}`,
      ];
}
