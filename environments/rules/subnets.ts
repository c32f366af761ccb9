import { shown } from "../errors";
import type { Environment } from "../model";

/** Of a load balancer, in different zones; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
const MIN_SUBNETS = 2;

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
