import { shown } from "../errors";
import type { Database } from "../topics/database";
import type { DatabaseUse } from "../topics/database-use";
import { DATABASE_OWNER } from "./database";

/** The variables that lead a PostgreSQL client to its server, https://www.postgresql.org/docs/current/libpq-envars.html */
export const CONNECTION_VARIABLES = ["PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE"] as const;
const USER = "PGUSER";
const PASSWORD = "PGPASSWORD";

/** Names of the variables that one use makes; without an own user there is a password. */
export const variablesOf = ({ prefix, iamUser }: Pick<DatabaseUse, "prefix" | "iamUser">): string[] =>
  [...CONNECTION_VARIABLES, USER, ...(iamUser === undefined ? [PASSWORD] : [])].map((name) => prefix + name);

interface User {
  readonly uses?: readonly DatabaseUse[];
  readonly environment: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** What a service may use, and whether its variables stay apart. */
export function databaseUseProblems(
  path: string,
  service: User,
  databases: readonly Database[],
  emulated: boolean,
): string[] {
  const uses = service.uses ?? [];
  return [
    ...uses.flatMap((use) => useProblems(`${path}.uses.${use.database}`, use, databases, emulated)),
    ...uses.flatMap((use, index) => {
      const other = uses.slice(0, index).find(({ prefix }) => prefix === use.prefix);
      return other
        ? [
            `${path}.uses.${use.database}.prefix must differ from that of ${other.database}, got ${shown(use.prefix === "" ? undefined : use.prefix)}; their variables have the same names otherwise`,
          ]
        : [];
    }),
    ...uses.flatMap((use) =>
      variablesOf(use).flatMap((name) =>
        (["environment", "secrets"] as const)
          .filter((kind) => name in service[kind])
          .map(
            (kind) =>
              `${path}.${kind}.${name} must not be set beside uses.${use.database}, got both; the database sets it`,
          ),
      ),
    ),
  ];
}

function useProblems(
  path: string,
  use: DatabaseUse,
  databases: readonly Database[],
  emulated: boolean,
): string[] {
  const database = databases.find(({ name }) => name === use.database);
  if (database === undefined) {
    const known = databases.map(({ name }) => name).join(", ");
    return [
      `${path} must be one of databases (${known === "" ? "none" : known}), got "${use.database}"; declare it in databases`,
    ];
  }
  const problems: string[] = [];
  if (use.access === "readonly" && database.engine === "postgres") {
    problems.push(
      `${path} must be "readwrite" for the engine "postgres", got "readonly"; only the readers of an "aurora-postgres" refuse to write`,
    );
  }
  if (use.access === "readonly" && database.engine === "aurora-postgres" && database.readers === 0) {
    problems.push(
      `${path} must be "readwrite" for a cluster without readers, got "readonly"; set databases.${database.name}.readers, or the writer would answer`,
    );
  }
  if (use.sslMode === "disable" && !emulated) {
    problems.push(`${path}.sslMode must be "require" or "verify-full" in AWS, got "disable"`);
  }
  if (use.iamUser !== undefined && !database.iamAuth) {
    problems.push(
      `${path}.iamUser must not be set without databases.${database.name}.iamAuth, got "${use.iamUser}"`,
    );
  }
  if (use.iamUser === DATABASE_OWNER) {
    problems.push(
      `${path}.iamUser must not be the owner, got "${DATABASE_OWNER}"; make a user in the database and grant it rds_iam`,
    );
  }
  return problems;
}
