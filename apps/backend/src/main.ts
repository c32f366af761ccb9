import { hostname } from "node:os";
import { answer, type ApiContext } from "./api";
import { readConfig } from "./config";
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

  const context = (): ApiContext => ({
    config,
    task,
    hostname: hostname(),
    startedAt,
    now: () => new Date(),
    draining: () => shutdown.draining,
  });
  server.on(
    "request",
    jsonHandler((method, path) => answer(method, path, context()), log),
  );
  runUntilStopped(server, shutdown, config.port, log);
});
