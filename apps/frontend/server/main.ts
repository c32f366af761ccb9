import { createServer } from "node:http";
import { join } from "node:path";
import { loadAssets } from "./assets";
import { readConfig } from "./config";
import { pageHandler } from "./handler";
import { runUntilStopped, start } from "./process/lifecycle";
import { createLog } from "./process/log";
import { gracefulShutdown } from "./process/shutdown";
import { createProxy } from "./proxy";

start("frontend", () => {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, { service: "frontend", environment: config.environment });
  // Idle connections outlive the load balancer's, else it sends requests into connections that are being closed.
  const server = createServer({ keepAliveTimeout: config.keepAliveSeconds * 1_000, requestTimeout: 60_000 });
  const shutdown = gracefulShutdown(server, {
    delayMs: config.shutdownDelayMs,
    timeoutMs: config.shutdownTimeoutMs,
  });
  const handler = pageHandler({
    assets: loadAssets(join(__dirname, "..", "page")),
    draining: () => shutdown.draining,
    log,
    proxy: config.apiOrigin === undefined ? undefined : createProxy(config.apiOrigin, log),
  });
  server.on("request", handler);
  runUntilStopped(server, shutdown, config.port, log);
});
