import { TerraformOutput, type TerraformStack } from "cdktf";
import { RegistryCredentials } from "../constructs/registry/credentials";
import type { Environment } from "../environments/model";
import { madeCredentials } from "../environments/topics/registry-credentials";
import { prefixOf } from "../environments/rules/names";

/**
 * The empty secrets that images ask for, by their names in the environment: in the foundation, so that somebody can fill
 * them before the services start.
 */
export function registryCredentials(
  stack: TerraformStack,
  environment: Environment,
): ReadonlyMap<string, RegistryCredentials> {
  return new Map(
    madeCredentials(environment.services).map(({ name, kmsKey }) => {
      const made = new RegistryCredentials(stack, `registry-credentials-${name}`, {
        name: `${prefixOf(environment)}-registry-${name}`,
        ...(kmsKey !== undefined && { kmsKey }),
        // What it holds was issued elsewhere, so nothing is lost with it, and a new environment finds its name free.
        recoveryDays: environment.protected ? 30 : 0,
      });
      new TerraformOutput(stack, `registry-credentials-${name}-secret`, { value: made.secret.name });
      return [name, made] as const;
    }),
  );
}
