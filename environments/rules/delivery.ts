import { shown } from "../errors";
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

type Beside = Pick<
  Environment,
  "name" | "account" | "protected" | "delivery" | "permissionsBoundary" | "emulator"
>;

/**
 * A protected environment of the same account, next to which a workflow that makes roles must be limited: it could give
 * one of them any right there, and pass it to a task.
 */
function protectedBeside(environment: Beside, others: readonly Beside[]): Beside | undefined {
  const { account, delivery, emulator, name, permissionsBoundary } = environment;
  if (!delivery || permissionsBoundary !== undefined || emulator || environment.protected) return undefined;
  return others.find(
    (other) => other.name !== name && other.account === account && other.protected && !other.emulator,
  );
}

/** The rule for one environment, beside others. */
export function sharedAccountProblems(environment: Beside, others: readonly Beside[]): string[] {
  const other = protectedBeside(environment, others);
  return other
    ? [
        `permissionsBoundary must be set beside delivery in account ${other.account}, where environment ${shown(other.name)} is protected, got nothing; a workflow that may make roles could give itself any right in the account without it`,
      ]
    : [];
}

/** The same for each of a set of environments, which may have been resolved without each other. */
export const boundaryOwnerProblems = (environments: readonly Beside[]): string[] =>
  environments.flatMap((environment) =>
    sharedAccountProblems(environment, environments).map(
      (problem) => `environment ${shown(environment.name)}: ${problem}`,
    ),
  );

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
