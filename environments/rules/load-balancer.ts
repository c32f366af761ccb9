import type { EnvironmentInput } from "../input";
import type { Environment } from "../model";
import { domainProblems } from "./domains";
import { isShifting } from "./rollout";

/** Seconds; https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
export const IDLE_TIMEOUT_SECONDS = { from: 1, to: 4000 } as const;

/** Seconds; https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
export const DEREGISTRATION_DELAY_SECONDS = { from: 0, to: 3600 } as const;

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
  return [...problems, ...testListenerProblems(environment)];
}

/** Ports that the balancer has itself. */
export const balancerPorts = (secure: boolean): readonly number[] => (secure ? [80, 443] : [80]);

function testListenerProblems({ loadBalancer, services }: Environment): string[] {
  const { certificate, domains = [], testListener } = loadBalancer ?? {};
  if (testListener === undefined) return [];
  const own = balancerPorts(certificate !== undefined || domains.length > 0);
  return [
    ...(own.includes(testListener.port)
      ? [
          `loadBalancer.testListener.port must be another port than the balancer's own (${own.join(", ")}), got ${testListener.port}`,
        ]
      : []),
    ...(services.some(({ rollout, route }) => route !== undefined && isShifting(rollout))
      ? []
      : [
          "loadBalancer.testListener must not be set without a service with a route that rolls out by blue-green, canary or linear, got a listener; nothing would answer on it",
        ]),
  ];
}
