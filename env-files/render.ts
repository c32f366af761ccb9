import { ConfigurationError, shown } from "../environments/errors";
import type { Secret, Service } from "../environments/model";
import { variablesOf } from "../environments/rules/database-use";
import { quoteEnvValue } from "./quote";

/** Names that compose reads: https://github.com/compose-spec/compose-go/blob/main/dotenv/parser.go */
const READABLE_NAME = /^[\w.[\]-]+$/;

/**
 * The service's variables as an env file for docker compose, sorted by name. Secrets appear as comments that name the
 * reference: their values are never read, so they can not be written. Of a database the names alone are known.
 */
export function renderEnvFile(service: Service): string {
  const variables = sorted(service.environment);
  const path = (name: string): string => `services.${service.name}.environment.${name}`;
  const problems = variables.flatMap(([name, value]) => [
    ...(value.includes("\0") ? [`${path(name)} must have no NUL character`] : []),
    ...(READABLE_NAME.test(name)
      ? []
      : [
          `${path(name)} as a name must have letters, digits, _, ., -, [ and ] in an env file, got ${shown(name)}; docker compose reads no other, so set it under environment in the compose file`,
        ]),
  ]);
  if (problems.length > 0) throw new ConfigurationError(`service ${JSON.stringify(service.name)}`, problems);

  const secrets = sorted(service.secrets);
  return [
    "# Written by `slipway env-files`: change the environment's declaration, not this file.",
    ...variables.map(([name, value]) => `${name}=${quoteEnvValue(value)}`),
    ...(secrets.length > 0
      ? [`# Filled by ECS; a local value belongs into ${service.name}.secrets.env:`]
      : []),
    ...secrets.map(([name, secret]) => `# ${name}: ${reference(secret)}`),
    ...(service.uses ?? []).flatMap((use) => [
      `# Filled by ECS for the database ${use.database}; local values belong into ${service.name}.secrets.env:`,
      `# ${variablesOf(use).join(", ")}`,
    ]),
    "",
  ].join("\n");
}

function reference(secret: Secret): string {
  if (secret.kind === "parameter") return `SSM parameter ${JSON.stringify(secret.nameOrArn)}`;
  const key = secret.key === undefined ? "" : `, key ${JSON.stringify(secret.key)}`;
  return `Secrets Manager secret ${JSON.stringify(secret.nameOrArn)}${key}`;
}

function sorted<T>(entries: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}
