import type { Environment } from "../model";
import { partitionOf } from "./partition";

/** The rules of the permissions boundary, and of the roles that deploy. */
export function deliveryProblems(environment: Environment): string[] {
  const { delivery, permissionsBoundary } = environment;
  if (delivery && environment.protected && permissionsBoundary === undefined) {
    return [
      "permissionsBoundary must be set beside delivery in a protected environment, got nothing; a workflow that may make roles could give itself any right without it",
    ];
  }
  return [];
}

/** An account can have only one OIDC provider for GitHub, so one environment at most may make it. */
export function providerOwnerProblems(
  environments: readonly Pick<Environment, "name" | "account" | "delivery" | "region">[],
): string[] {
  const makers = environments.filter(({ delivery }) => delivery && delivery.github.provider === undefined);
  return makers.flatMap(({ name, account, region }, index) => {
    const other = makers.slice(0, index).find((earlier) => earlier.account === account);
    return other
      ? [
          `environment "${name}" must set delivery.github.provider, got nothing; environment "${other.name}" makes the provider of account ${account}, arn:${partitionOf(region).id}:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
        ]
      : [];
  });
}
