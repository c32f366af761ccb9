import type { IncomingMessage, ServerResponse } from "node:http";
import type { Asset } from "./assets";
import type { Log } from "./process/log";
import type { Proxy } from "./proxy";

/** The page loads its own files and talks to its own origin, and nobody may frame it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export interface HandlerOptions {
  readonly assets: ReadonlyMap<string, Asset>;
  readonly draining: () => boolean;
  readonly log: Log;
  /** Absent behind a load balancer, which sends /api elsewhere. */
  readonly proxy?: Proxy;
}

export function pageHandler(options: HandlerOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const started = performance.now();
    const path = pathOf(request.url);
    response.once("close", () => {
      const fields = {
        method: request.method,
        path,
        status: response.statusCode,
        durationMs: Math.round((performance.now() - started) * 100) / 100,
        complete: response.writableFinished,
      };
      if (response.statusCode >= 500) options.log.error("request", fields);
      else if (path === "/health") options.log.debug("request", fields);
      else options.log.info("request", fields);
    });
    if (options.proxy !== undefined && isApi(path)) options.proxy(request, response);
    else respond(request, response, path, options);
  };
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  options: HandlerOptions,
): void {
  const asset = options.assets.get(path) ?? (isPage(path) ? options.assets.get("/index.html") : undefined);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    sendJson(response, 405, { error: "method not allowed", method: request.method });
  } else if (path === "/health") {
    sendJson(response, 200, { status: options.draining() ? "draining" : "ok" });
  } else if (asset === undefined) {
    sendJson(response, 404, { error: "not found", path });
  } else {
    sendAsset(request, response, asset);
  }
}

/** A path that the page may show by itself: not the API's, not a file's, and not one that tries to climb. */
function isPage(path: string): boolean {
  return !isApi(path) && !path.startsWith("/assets/") && !/\.[^/]*$|[/\\]\.|%2e|%2f|%5c|%00/i.test(path);
}

function isApi(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}

function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset): void {
  const zipped = /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(request.headers["accept-encoding"] ?? "");
  const body = zipped && asset.gzip !== undefined ? asset.gzip : asset.body;
  const headers = {
    ...securityHeaders,
    "cache-control": asset.cacheControl,
    etag: asset.etag,
    vary: "accept-encoding",
  };
  if (knows(request.headers["if-none-match"], asset.etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response
    .writeHead(200, {
      ...headers,
      "content-type": asset.type,
      "content-length": body.length,
      ...(body === asset.gzip ? { "content-encoding": "gzip" } : {}),
    })
    .end(body);
}

function knows(header: string | undefined, etag: string): boolean {
  return (header ?? "").split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response
    .writeHead(status, {
      ...securityHeaders,
      "cache-control": "no-store",
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(text),
    })
    .end(text);
}

function pathOf(url: string | undefined): string {
  return (url ?? "/").split("?", 1)[0] ?? "/";
}
