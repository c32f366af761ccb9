import { errorFields, type Log } from "./process/log";

/** How to reach PostgreSQL, from the variables that all of its clients read. */
export interface DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly sslMode: SslMode;
  /** File with the certificates that `verify-full` trusts. */
  readonly sslRootCertificate?: string;
}

export const sslModes = ["disable", "require", "verify-full"] as const;
export type SslMode = (typeof sslModes)[number];

/** As much of a connection pool as is used here. */
export interface Pool {
  query(sql: string): Promise<{ readonly rows: readonly object[] }>;
  end(): Promise<void>;
}

/** The answer of `GET /api/database`. */
export type DatabaseAnswer =
  | { readonly status: 200; readonly body: { readonly configured: false } }
  | {
      readonly status: 200;
      readonly body: { readonly configured: true; readonly reachable: true } & DatabaseFacts;
    }
  | { readonly status: 503; readonly body: { readonly configured: true; readonly reachable: false } };

export interface DatabaseFacts {
  readonly database: string;
  readonly version: string;
  /** The connection is encrypted. */
  readonly tls: boolean;
  /** The server refuses to write. */
  readonly readOnly: boolean;
  /** Tables that somebody has made in it. */
  readonly tables: number;
}

/** Nothing but facts about the connection itself: it works with any database and any rights. */
const FACTS = `select current_database() as database, current_setting('server_version') as version,
  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls,
  pg_is_in_recovery() as "readOnly",
  (select count(*)::int from pg_tables where schemaname not in ('pg_catalog', 'information_schema')) as tables`;

/** SQLSTATE for a password that the server does not take (any more). */
const WRONG_PASSWORD = "28P01";

/**
 * Asks the database. Why it does not answer goes into the log alone: the caller is told that, and no names.
 *
 * @param onWrongPassword the password has changed since this process was started with it; a new process gets the new one
 */
export async function askDatabase(
  pool: Pool | undefined,
  log: Log,
  onWrongPassword: () => void,
): Promise<DatabaseAnswer> {
  if (pool === undefined) return { status: 200, body: { configured: false } };
  try {
    const { rows } = await pool.query(FACTS);
    return { status: 200, body: { configured: true, reachable: true, ...(rows[0] as DatabaseFacts) } };
  } catch (error) {
    const { code } = error as { readonly code?: string };
    log.error("the database does not answer", { code, ...errorFields(error) });
    if (code === WRONG_PASSWORD) onWrongPassword();
    return { status: 503, body: { configured: true, reachable: false } };
  }
}
