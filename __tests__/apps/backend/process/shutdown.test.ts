import { once } from "node:events";
import { Agent, createServer, get, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { gracefulShutdown, type Shutdown } from "../../../../apps/backend/src/process/shutdown";

let server: Server;
let port: number;
let agent: Agent;

/** The limit of a stop that must not need it; far above what a busy machine takes. */
const LIMIT_MS = 60_000;

/** Resolves when the server has the next request. */
const arrival = (): Promise<unknown> => once(server, "request");

/** `/slow` answers after 300 ms, `/never` does not, everything else at once. */
async function started(options: { delayMs: number; timeoutMs: number }): Promise<Shutdown> {
  // Longer than a test: Node.js itself closes no idle connection meanwhile.
  server = createServer({ keepAliveTimeout: 600_000, connectionsCheckingInterval: 600_000 });
  const shutdown = gracefulShutdown(server, options);
  server.on("request", (request, response) => {
    if (request.url === "/slow") setTimeout(() => response.end("slow"), 300);
    else if (request.url !== "/never") response.end("fast");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  agent = new Agent({ keepAlive: true });
  return shutdown;
}

afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

const request = (path: string): Promise<{ body: string; connection: string | undefined }> =>
  new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1", path, agent }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => resolve({ body, connection: response.headers.connection }));
      response.on("error", reject);
    }).on("error", reject);
  });

test("a request in flight is answered, and its connection closed", async () => {
  const shutdown = await started({ delayMs: 0, timeoutMs: 5_000 });
  const arrived = arrival();
  const slow = request("/slow");
  await arrived;
  const complete = shutdown.begin();
  expect(await slow).toEqual({ body: "slow", connection: "close" });
  expect(await complete).toBe(true);
});

test("new requests are answered during the delay and told to go elsewhere, then the port is closed", async () => {
  const shutdown = await started({ delayMs: 1_000, timeoutMs: 5_000 });
  expect(await request("/")).toEqual({ body: "fast", connection: "keep-alive" });
  expect(shutdown.draining).toBe(false);
  const complete = shutdown.begin();
  expect(shutdown.draining).toBe(true);
  expect(await request("/")).toEqual({ body: "fast", connection: "close" });
  expect(await complete).toBe(true);
  await expect(request("/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("idle keep-alive connections do not hold the server up", async () => {
  const shutdown = await started({ delayMs: 0, timeoutMs: LIMIT_MS });
  await request("/");
  const begun = performance.now();
  expect(await shutdown.begin()).toBe(true);
  expect(performance.now() - begun).toBeLessThan(LIMIT_MS / 2);
});

test("a connection that was never used is closed after a moment", async () => {
  const shutdown = await started({ delayMs: 0, timeoutMs: LIMIT_MS });
  const accepted = once(server, "connection");
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await accepted;
  const begun = performance.now();
  expect(await shutdown.begin()).toBe(true);
  expect(performance.now() - begun).toBeLessThan(LIMIT_MS / 2);
});

test("a request that never ends is cut off at the limit, and that is told", async () => {
  const shutdown = await started({ delayMs: 0, timeoutMs: 200 });
  const arrived = arrival();
  const never = request("/never").catch((error: unknown) => error);
  await arrived;
  expect(await shutdown.begin()).toBe(false);
  expect(await never).toMatchObject({ code: "ECONNRESET" });
});

test("a second signal changes nothing", async () => {
  const shutdown = await started({ delayMs: 50, timeoutMs: 1_000 });
  expect(shutdown.begin()).toBe(shutdown.begin());
  await shutdown.begin();
});
