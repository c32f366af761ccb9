import { logLevels, type LogLevel } from "./process/log";
import { Variables } from "./process/variables";

/** Everything the static server reads from its environment. */
export interface Config {
  /** PORT: port to listen on, 1 to 65535. @default 8080 */
  readonly port: number;
  /** DEPLOYMENT: name of the deployed environment, for the log, 1 to 40 characters. @default none */
  readonly environment?: string;
  /** API_ORIGIN: where /api is, for a run without a load balancer, for example http://backend:3000. @default none */
  readonly apiOrigin?: URL;
  /** LOG_LEVEL: debug, info, warn or error. @default "info" */
  readonly logLevel: LogLevel;
  /** KEEP_ALIVE_SECONDS: life of an idle connection, 1 to 4100, above the load balancer's idle timeout. @default 65 */
  readonly keepAliveSeconds: number;
  /** SHUTDOWN_DELAY_MS: time from SIGTERM to the closed port, 0 to 60000. @default 2000 */
  readonly shutdownDelayMs: number;
  /** SHUTDOWN_TIMEOUT_MS: time for requests in flight after that, 0 to 110000. @default 20000 */
  readonly shutdownTimeoutMs: number;
}

/** Throws `InvalidVariables` with all problems at once. */
export function readConfig(source: Readonly<Record<string, string | undefined>>): Config {
  const variables = new Variables(source);
  const config: Config = {
    port: variables.integer("PORT", { min: 1, max: 65_535, default: 8_080 }),
    environment: variables.text("DEPLOYMENT", 40),
    apiOrigin: variables.origin("API_ORIGIN"),
    logLevel: variables.choice("LOG_LEVEL", logLevels, "info"),
    keepAliveSeconds: variables.integer("KEEP_ALIVE_SECONDS", { min: 1, max: 4_100, default: 65 }),
    shutdownDelayMs: variables.integer("SHUTDOWN_DELAY_MS", { min: 0, max: 60_000, default: 2_000 }),
    shutdownTimeoutMs: variables.integer("SHUTDOWN_TIMEOUT_MS", { min: 0, max: 110_000, default: 20_000 }),
  };
  variables.finish();
  return config;
}
