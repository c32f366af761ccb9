import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ShutdownOptions {
  /** Milliseconds between the signal and the closed port: a balancer needs a moment to send requests elsewhere. */
  readonly delayMs: number;
  /** Milliseconds that requests in flight may take after the port is closed. */
  readonly timeoutMs: number;
}

export interface Shutdown {
  readonly draining: boolean;
  /** Resolves when the last connection is closed: true when every request was answered, false when some were cut. */
  begin(): Promise<boolean>;
}

const sweepMs = 50;

/** Milliseconds that a new connection has for its first byte; a younger one may have a request on its way. */
const firstByteMs = 1_000;

/**
 * Lets a server stop without a failed request. From `begin` on each answer carries `connection: close`, so clients move
 * to another task by themselves; the port stays open for `delayMs`; then only requests in flight are left to finish.
 * Must be called before the request handler is added, because the header has to be set before the handler answers.
 */
export function gracefulShutdown(server: Server, options: ShutdownOptions): Shutdown {
  const answering = new Set<ServerResponse>();
  const sockets = new Map<Socket, number>();
  let stopped: Promise<boolean> | undefined;

  server.on("connection", (socket) => {
    sockets.set(socket, performance.now());
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", (_request, response) => {
    answering.add(response);
    response.once("close", () => answering.delete(response));
    if (stopped !== undefined) response.setHeader("connection", "close");
  });

  /** Idle keep-alive connections, and those that a browser opened in advance and never used. */
  const closeUnused = (): void => {
    server.closeIdleConnections();
    const oldest = performance.now() - firstByteMs;
    for (const [socket, opened] of sockets) if (socket.bytesRead === 0 && opened < oldest) socket.destroy();
  };

  const stop = async (): Promise<boolean> => {
    for (const response of answering) if (!response.headersSent) response.setHeader("connection", "close");
    await sleep(options.delayMs);
    let complete = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweep = setInterval(closeUnused, sweepMs);
    const limit = setTimeout(() => {
      complete = answering.size === 0;
      server.closeAllConnections();
    }, options.timeoutMs);
    closeUnused();
    await closed;
    clearInterval(sweep);
    clearTimeout(limit);
    return complete;
  };

  return {
    get draining() {
      return stopped !== undefined;
    },
    begin: () => (stopped ??= stop()),
  };
}
