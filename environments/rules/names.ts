/** What names are made from. */
interface Named {
  readonly project: string;
  readonly name: string;
}

/** Prefix of every physical name in an environment, and the name of its cluster and load balancer. */
export const prefixOf = ({ project, name }: Named): string => `${project}-${name}`;

/**
 * Name of what an environment has for a service: in ECS, of its task definitions, of its target group, and of the
 * repository of an image (`web`, or `web/proxy` for a container beside it).
 */
export const nameIn = (environment: Named, service: string): string => `${prefixOf(environment)}-${service}`;
