import type { Server } from "node:http";
import { createLog, errorFields, type Log, type LogFields } from "./log";
import type { Shutdown } from "./shutdown";
import { InvalidVariables } from "./variables";

/** Listens, says so, and stops on SIGTERM (ECS, Docker) or SIGINT (Ctrl-C). The process ends when nothing is left to do. */
export function runUntilStopped(server: Server, shutdown: Shutdown, port: number, log: Log): void {
  server.once("error", (error) => {
    log.error("the server can not listen", { port, ...errorFields(error) });
    process.exit(1);
  });
  server.listen(port, () => log.info("listening", { port, node: process.version }));

  const stop = (signal: string): void => {
    log.info("stopping", { signal });
    void shutdown.begin().then((complete) => {
      if (complete) log.info("stopped");
      else log.warn("stopped with requests cut off");
    });
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** Starts the process; what stops it from starting, or breaks it later, becomes one log line and exit code 1. */
export function start(service: string, main: () => void): void {
  const fail = (message: string, fields: LogFields): never => {
    createLog("error", { service }).error(message, fields);
    process.exit(1);
  };
  process.on("uncaughtException", (error) => fail("uncaught exception", errorFields(error)));
  process.on("unhandledRejection", (reason) => fail("unhandled rejection", errorFields(reason)));
  try {
    main();
  } catch (error) {
    if (error instanceof InvalidVariables)
      fail("the configuration is not valid", { problems: error.problems });
    throw error;
  }
}
