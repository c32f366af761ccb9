import { sslModes, type DatabaseConfig } from "./database";
import { logLevels, type LogLevel } from "./process/log";
import { Variables } from "./process/variables";

/** Everything the backend reads from its environment. */
export interface Config {
  /** PORT: port to listen on, 1 to 65535. @default 3000 */
  readonly port: number;
  /** NODE_ENV: development, test or production. @default "development" */
  readonly nodeEnv: "development" | "test" | "production";
  /** DEPLOYMENT: name of the deployed environment, 1 to 40 characters. @default NODE_ENV */
  readonly environment: string;
  /** GREETING: sentence shown on the page, 1 to 200 characters. @default "Hello from the backend" */
  readonly greeting: string;
  /** RELEASE: version shown on the page, 1 to 128 characters. @default the image's tag as ECS tells it */
  readonly release?: string;
  /** LOG_LEVEL: debug, info, warn or error. @default "info" */
  readonly logLevel: LogLevel;
  /** KEEP_ALIVE_SECONDS: life of an idle connection, 1 to 4100, above the load balancer's idle timeout. @default 65 */
  readonly keepAliveSeconds: number;
  /** SHUTDOWN_DELAY_MS: time from SIGTERM to the closed port, 0 to 60000. @default 2000 */
  readonly shutdownDelayMs: number;
  /** SHUTDOWN_TIMEOUT_MS: time for requests in flight after that, 0 to 110000. @default 20000 */
  readonly shutdownTimeoutMs: number;
  /** PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, PGSSLMODE, PGSSLROOTCERT. @default no database */
  readonly database?: DatabaseConfig;
}

/** Throws `InvalidVariables` with all problems at once. */
export function readConfig(source: Readonly<Record<string, string | undefined>>): Config {
  const variables = new Variables(source);
  const nodeEnv = variables.choice("NODE_ENV", ["development", "test", "production"], "development");
  const config: Config = {
    port: variables.integer("PORT", { min: 1, max: 65_535, default: 3_000 }),
    nodeEnv,
    environment: variables.text("DEPLOYMENT", 40) ?? nodeEnv,
    greeting: variables.text("GREETING", 200) ?? "Hello from the backend",
    release: variables.text("RELEASE", 128),
    logLevel: variables.choice("LOG_LEVEL", logLevels, "info"),
    keepAliveSeconds: variables.integer("KEEP_ALIVE_SECONDS", { min: 1, max: 4_100, default: 65 }),
    shutdownDelayMs: variables.integer("SHUTDOWN_DELAY_MS", { min: 0, max: 60_000, default: 2_000 }),
    shutdownTimeoutMs: variables.integer("SHUTDOWN_TIMEOUT_MS", { min: 0, max: 110_000, default: 20_000 }),
    ...databaseConfig(variables, source),
  };
  variables.finish();
  return config;
}

/** The password is the one value that no message may show, whatever is wrong with it. */
function databaseConfig(
  variables: Variables,
  source: Readonly<Record<string, string | undefined>>,
): Pick<Config, "database"> {
  const host = variables.text("PGHOST", 253);
  if (host === undefined) return {};
  const sslRootCertificate = variables.text("PGSSLROOTCERT", 255);
  const user = variables.text("PGUSER", 63) ?? "postgres";
  return {
    database: {
      host,
      port: variables.integer("PGPORT", { min: 1, max: 65_535, default: 5_432 }),
      database: variables.text("PGDATABASE", 63) ?? user,
      user,
      password: source.PGPASSWORD ?? "",
      sslMode: variables.choice("PGSSLMODE", sslModes, "require"),
      ...(sslRootCertificate !== undefined && { sslRootCertificate }),
    },
  };
}
