import { readFileSync } from "node:fs";
import type { DatabaseConfig, Pool } from "./database";
import { errorFields, type Log } from "./process/log";

/** As much of the package `pg` as is used here. */
interface Driver {
  readonly Pool: new (options: object) => Pool & {
    on(event: "error", listener: (error: Error) => void): void;
  };
}

const connectTimeoutMs = 3_000;
const queryTimeoutMs = 3_000;
const mostConnections = 5;

/** Connections are made when they are needed, so that a database that is away stops no process from starting. */
export function connect(config: DatabaseConfig, log: Log): Pool {
  // Loaded only where there is a database.
  const { Pool } = require("pg") as Driver;
  const { sslMode, sslRootCertificate, ...connection } = config;
  const pool = new Pool({
    ...connection,
    ssl: tls(sslMode, sslRootCertificate),
    max: mostConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: queryTimeoutMs,
    query_timeout: queryTimeoutMs,
    application_name: "backend",
  });
  pool.on("error", (error) => log.warn("an idle connection broke", errorFields(error)));
  return pool;
}

/** As libpq means it: `require` encrypts, and only `verify-full` looks who answers. */
function tls(mode: DatabaseConfig["sslMode"], certificates: string | undefined): object | false {
  if (mode === "disable") return false;
  if (mode === "require") return { rejectUnauthorized: false };
  return certificates === undefined ? {} : { ca: readFileSync(certificates, "utf8") };
}
