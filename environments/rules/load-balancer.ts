import type { EnvironmentInput } from "../input";
import type { Environment } from "../model";
import { domainProblems } from "./domains";

/** Elastic Load Balancing names: at most 32 characters, for balancers and target groups. */
export const LOAD_BALANCER_NAME_LIMIT = 32;

export function loadBalancerProblems(input: EnvironmentInput, environment: Environment): string[] {
  const problems: string[] = [];
  const { domain } = input;
  if (!environment.loadBalancer) {
    for (const key of ["loadBalancer", "domain"] as const) {
      if (input[key])
        problems.push(
          `${key} must not be set without a service that has a route, got ${key}; give a service a route`,
        );
    }
    return problems;
  }
  const pathOf = (index: number) => (Array.isArray(domain) ? `domain[${index}]` : "domain");
  problems.push(...domainProblems(pathOf, environment.loadBalancer.domains ?? []));
  if (domain && input.loadBalancer?.certificate !== undefined) {
    problems.push(
      `loadBalancer.certificate must not be set beside domain, got "${input.loadBalancer.certificate}"; domain makes its own certificate, or names it in domain.certificate`,
    );
  }
  for (const { name, route } of environment.services) {
    const group = `${environment.project}-${environment.name}-${name}`;
    if (route && group.length > LOAD_BALANCER_NAME_LIMIT) {
      problems.push(
        `services.${name} must have a target group name of at most ${LOAD_BALANCER_NAME_LIMIT} characters, got "${group}" (${group.length}); shorten the project, environment or service name`,
      );
    }
  }
  return problems;
}
