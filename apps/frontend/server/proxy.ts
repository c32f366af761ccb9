import { request as send, type IncomingMessage, type ServerResponse } from "node:http";
import { errorFields, type Log } from "./process/log";

export type Proxy = (request: IncomingMessage, response: ServerResponse) => void;

const timeoutMs = 30_000;

/** Headers that belong to one connection and must not be passed on: RFC 9110, section 7.6.1. */
const hopByHop = new Set(["connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"]);

/** Sends requests on to another origin as they are: stands in for the load balancer's /api rule in local development. */
export function createProxy(origin: URL, log: Log): Proxy {
  return (request, response) => {
    const upstream = send(
      new URL(origin),
      { method: request.method, path: request.url, headers: passedOn(request.headers), timeout: timeoutMs },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
        answer.pipe(response);
        answer.once("error", () => response.destroy());
      },
    );
    upstream.once("timeout", () => upstream.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    upstream.once("error", (error) => {
      log.warn("the API can not be reached", { origin: origin.origin, ...errorFields(error) });
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "application/json" }).end('{"error":"bad gateway"}\n');
    });
    response.once("close", () => upstream.destroy());
    request.pipe(upstream);
  };
}

function passedOn(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}
