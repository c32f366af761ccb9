import { hostname } from "node:os";
import { answer, type ApiContext } from "./api";
import { readConfig } from "./config";
import { askDatabase } from "./database";
import { connect } from "./postgres";
import { runUntilStopped, start } from "./process/lifecycle";
import { createLog } from "./process/log";
import { gracefulShutdown } from "./process/shutdown";
import { createHttpServer, jsonHandler } from "./server";
import { readTask, type Task } from "./task";

start("backend", () => {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, { service: "backend", environment: config.environment });
  const server = createHttpServer(config.keepAliveSeconds);
  const shutdown = gracefulShutdown(server, {
    delayMs: config.shutdownDelayMs,
    timeoutMs: config.shutdownTimeoutMs,
  });

  const startedAt = new Date();
  let task: Task = {};
  void readTask(process.env.ECS_CONTAINER_METADATA_URI_V4).then((found) => (task = found));

  const pool = config.database && connect(config.database, log);
  server.once("close", () => void pool?.end());
  const onWrongPassword = (): void => {
    log.error("stopping, so that the next process gets the new password");
    process.exitCode = 1;
    void shutdown.begin();
  };

  const context = (): ApiContext => ({
    config,
    task,
    hostname: hostname(),
    startedAt,
    now: () => new Date(),
    draining: () => shutdown.draining,
    database: () => askDatabase(pool, log, onWrongPassword),
  });
  server.on(
    "request",
    jsonHandler((method, path) => answer(method, path, context()), log),
  );
  runUntilStopped(server, shutdown, config.port, log);
});
