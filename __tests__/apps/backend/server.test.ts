import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { createLog } from "../../../apps/backend/src/process/log";
import { createHttpServer, jsonHandler } from "../../../apps/backend/src/server";

let server: Server;
let origin: string;
let lines: Record<string, unknown>[];

beforeEach(async () => {
  lines = [];
  server = createHttpServer(65);
  const log = createLog("debug", { service: "backend" }, (line) =>
    lines.push(JSON.parse(line) as Record<string, unknown>),
  );
  const answer = (method: string, path: string) => {
    if (path === "/boom") throw new Error("planted");
    return { status: 200, body: { method, path } };
  };
  server.on("request", jsonHandler(answer, log));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("answers JSON that nobody may keep", async () => {
  const response = await fetch(`${origin}/api/info?token=private`);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "keep-alive": "timeout=65",
  });
  expect(await response.json()).toEqual({ method: "GET", path: "/api/info" });
});

test("one log line for each request, without its query", async () => {
  await fetch(`${origin}/api/info?token=private`, { headers: { "x-amzn-trace-id": "Root=1-2-3" } });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: "info",
    message: "request",
    service: "backend",
    method: "GET",
    path: "/api/info",
    status: 200,
    complete: true,
    trace: "Root=1-2-3",
  });
  expect(JSON.stringify(lines)).not.toContain("private");
});

test("health checks are logged only for debugging", async () => {
  await fetch(`${origin}/health`);
  expect(lines.map((line) => line.level)).toEqual(["debug"]);
});

test("HEAD has the length and no body", async () => {
  const response = await fetch(`${origin}/api/info`, { method: "HEAD" });
  expect(response.headers.get("content-length")).toBe("37");
  expect(await response.text()).toBe("");
});

test("our own mistake is a 500 that tells the caller nothing and the log everything", async () => {
  const response = await fetch(`${origin}/boom`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: "internal error" });
  expect(lines.map((line) => [line.level, line.message, line.error])).toEqual([
    ["error", "a request failed", "planted"],
    ["error", "request", undefined],
  ]);
});
