import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadAssets } from "../../../../apps/frontend/server/assets";
import { pageHandler } from "../../../../apps/frontend/server/handler";
import { createLog } from "../../../../apps/frontend/server/process/log";
import { createProxy } from "../../../../apps/frontend/server/proxy";

const silent = createLog("error", {}, () => undefined);
const index = "<!doctype html><title>page</title>";
const script = `console.log("${"long ".repeat(100)}");`;

let folder: string;
const servers: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
  mkdirSync(join(folder, "page", "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "outside");
  writeFileSync(join(folder, "page", "index.html"), index);
  writeFileSync(join(folder, "page", "favicon.svg"), "<svg/>");
  writeFileSync(join(folder, "page", "assets", "index-4f2a.js"), script);
  writeFileSync(join(folder, "page", "assets", "logo-77.png"), Buffer.from([1, 2, 3]));
  writeFileSync(join(folder, "page", "assets", "data-1.unknown"), "x");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const page = (apiOrigin?: URL): Promise<number> =>
  listen(
    createServer(
      pageHandler({
        assets: loadAssets(join(folder, "page")),
        draining: () => false,
        log: silent,
        proxy: apiOrigin === undefined ? undefined : createProxy(apiOrigin, silent),
      }),
    ),
  );

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** node:http rather than fetch: it sends the path as it is, dots and all. */
const ask = (
  port: number,
  path: string,
  options: { method?: string; headers?: object; body?: string } = {},
) =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: options.method,
        headers: { ...options.headers },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    sent.on("error", reject).end(options.body);
  });

test("the page is asked for anew each time, its hashed files never again", async () => {
  const port = await page();
  const html = await ask(port, "/");
  expect(html.status).toBe(200);
  expect(html.body.toString()).toBe(index);
  expect(html.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
  });

  const js = await ask(port, "/assets/index-4f2a.js");
  expect(js.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    "content-length": String(script.length),
  });
});

test.each([
  ["/favicon.svg", "image/svg+xml"],
  ["/assets/logo-77.png", "image/png"],
  ["/assets/data-1.unknown", "application/octet-stream"],
])("%s is %s", async (path, type) => {
  expect((await ask(await page(), path)).headers["content-type"]).toBe(type);
});

test.each(["/", "/assets/index-4f2a.js", "/health", "/nothing.txt"])(
  "%s carries the security headers",
  async (path) => {
    const { headers } = await ask(await page(), path);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
  },
);

test.each(["/orders", "/orders/7", "/orders/7?tab=1"])("%s is a place in the page", async (path) => {
  const answer = await ask(await page(), path);
  expect(answer.status).toBe(200);
  expect(answer.body.toString()).toBe(index);
});

test.each([
  "/../secret.txt",
  "/../../etc/passwd",
  "/assets/../../secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/%2e%2e/secret",
  "/..%5csecret",
  "/orders%00",
  "/.git/config",
  "/assets/old-1.js",
  "/robots.txt",
  "/api",
  "/api/info",
])("%s is not found", async (path) => {
  const answer = await ask(await page(), path);
  expect(answer.status).toBe(404);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.body.toString()).not.toContain("outside");
});

test("a known version is not sent again", async () => {
  const port = await page();
  const { headers } = await ask(port, "/");
  const again = await ask(port, "/", { headers: { "if-none-match": `"other", W/${headers.etag}` } });
  expect(again.status).toBe(304);
  expect(again.body).toHaveLength(0);
  expect((await ask(port, "/", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
});

test("text is compressed for those who can read it", async () => {
  const port = await page();
  const path = "/assets/index-4f2a.js";
  const packed = await ask(port, path, { headers: { "accept-encoding": "br, gzip;q=0.5" } });
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
  expect(packed.body.length).toBeLessThan(script.length);
  expect(gunzipSync(packed.body).toString()).toBe(script);

  for (const accepted of ["identity", "gzip;q=0", "gzip; q=0.0, br"]) {
    const plain = await ask(port, path, { headers: { "accept-encoding": accepted } });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
  }
});

test("HEAD has the headers only, other methods are refused", async () => {
  const port = await page();
  const head = await ask(port, "/", { method: "HEAD" });
  expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, "34", 0]);
  const post = await ask(port, "/", { method: "POST", body: "x" });
  expect([post.status, post.headers.allow]).toEqual([405, "GET, HEAD"]);
});

test("/health answers for the load balancer", async () => {
  const answer = await ask(await page(), "/health");
  expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([200, { status: "ok" }]);
});

describe("with API_ORIGIN", () => {
  test("/api goes to the backend as it came, with method, query and body", async () => {
    const backend = createServer((incoming, response) => {
      let body = "";
      incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
      incoming.on("end", () => {
        response.writeHead(418, { "x-from": "backend" });
        response.end(JSON.stringify({ method: incoming.method, url: incoming.url, body }));
      });
    });
    const port = await page(new URL(`http://127.0.0.1:${await listen(backend)}`));
    const answer = await ask(port, "/api/orders?limit=2", { method: "POST", body: "hello" });
    expect([answer.status, answer.headers["x-from"]]).toEqual([418, "backend"]);
    expect(JSON.parse(answer.body.toString())).toEqual({
      method: "POST",
      url: "/api/orders?limit=2",
      body: "hello",
    });
    expect((await ask(port, "/apiary")).body.toString()).toBe(index);
  });

  test("a backend that is not there is a 502", async () => {
    const gone = createServer();
    const goneAt = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const answer = await ask(await page(new URL(`http://127.0.0.1:${goneAt}`)), "/api/info");
    expect([answer.status, answer.body.toString()]).toEqual([502, '{"error":"bad gateway"}\n']);
  });
});
