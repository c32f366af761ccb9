import { shown } from "../errors";
import type { Environment } from "../model";

/** Of a load balancer, in different zones; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
const MIN_SUBNETS = 2;

/** Of the tasks of a service; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
export const MAX_TASK_SUBNETS = 16;

/** Of a DB subnet group; https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html */
export const MAX_DATABASE_SUBNETS = 20;

export const SUBNETS_MUST = "must have at least two different subnets, in different zones";

export const hasEnoughSubnets = (ids: readonly string[]): boolean => new Set(ids).size >= MIN_SUBNETS;

/** A VPC without public subnets is enough while nothing goes into one. */
export const hasEnoughOrNoSubnets = (ids: readonly string[]): boolean =>
  ids.length === 0 || hasEnoughSubnets(ids);

/** What of an environment needs public subnets that its network does not have. */
export function publicSubnetProblems({
  network,
  loadBalancer,
  services,
}: Pick<Environment, "network" | "loadBalancer" | "services">): string[] {
  if (network.kind !== "existing" || network.publicSubnets.length > 0) return [];
  const problem = (what: string, instead: string) =>
    `network.publicSubnets ${SUBNETS_MUST}, for ${what}, got ${shown(network.publicSubnets)}; ${instead}`;
  return [
    ...(loadBalancer?.public === true
      ? [problem("the public load balancer", "set loadBalancer.public to false for one in private subnets")]
      : []),
    ...services
      .filter(({ publicIp }) => publicIp !== undefined)
      .map(({ name }) => problem(`services.${name}.publicIp`, "name them, or leave publicIp out")),
  ];
}

/** Which subnet lists of an existing network are longer than a resource in them takes. */
export function subnetCountProblems({
  network,
  services,
  databases = [],
}: Pick<Environment, "network" | "services" | "databases">): string[] {
  if (network.kind !== "existing") return [];
  // In the other network modes a task has the network of its instance.
  const tasks = services.filter(({ networkMode }) => networkMode === undefined || networkMode === "awsvpc");
  const list = (name: "publicSubnets" | "privateSubnets", users: readonly string[], max: number) => {
    const count = new Set(network[name]).size;
    const [first] = users;
    return first === undefined || count <= max
      ? []
      : [`network.${name} must have at most ${max} subnets for ${first}, got ${count}; leave out the others`];
  };
  const names = (all: readonly { readonly name: string }[], kind: string) =>
    all.map(({ name }) => `${kind}.${name}`);
  return [
    ...list(
      "publicSubnets",
      names(
        tasks.filter(({ publicIp }) => publicIp !== undefined),
        "services",
      ),
      MAX_TASK_SUBNETS,
    ),
    ...list(
      "privateSubnets",
      names(
        tasks.filter(({ publicIp }) => publicIp === undefined),
        "services",
      ),
      MAX_TASK_SUBNETS,
    ),
    ...list("privateSubnets", names(databases, "databases"), MAX_DATABASE_SUBNETS),
  ];
}
