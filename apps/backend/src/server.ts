import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Answer } from "./api";
import { errorFields, type Log } from "./process/log";

const requestTimeoutMs = 60_000;

/**
 * A server without a handler: the shutdown has to see a request first. Idle connections outlive the load balancer's,
 * else the balancer sends a request into a connection that is just being closed and reports 502.
 */
export function createHttpServer(keepAliveSeconds: number): Server {
  return createServer({
    keepAliveTimeout: keepAliveSeconds * 1_000,
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
  });
}

/** Answers each request with JSON and logs it in one line. The query stays out of the log: it may hold private values. */
export function jsonHandler(answer: (method: string, path: string) => Answer | Promise<Answer>, log: Log) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const started = performance.now();
    const method = request.method ?? "GET";
    const path = pathOf(request.url);
    response.once("close", () => {
      const fields = {
        method,
        path,
        status: response.statusCode,
        durationMs: Math.round((performance.now() - started) * 100) / 100,
        complete: response.writableFinished,
        trace: request.headers["x-amzn-trace-id"],
      };
      if (response.statusCode >= 500) log.error("request", fields);
      else if (path === "/health") log.debug("request", fields);
      else log.info("request", fields);
    });
    void safely(() => answer(method, path), log).then((found) => send(response, found));
  };
}

async function safely(answer: () => Answer | Promise<Answer>, log: Log): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    log.error("a request failed", errorFields(error));
    return { status: 500, body: { error: "internal error" } };
  }
}

function send(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(`${JSON.stringify(answer.body)}\n`);
  response
    .writeHead(answer.status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": body.length,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...answer.headers,
    })
    .end(body);
}

function pathOf(url: string | undefined): string {
  return (url ?? "/").split("?", 1)[0] ?? "/";
}
