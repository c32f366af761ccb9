import { answer, type ApiContext } from "../../../apps/backend/src/api";

const context: ApiContext = {
  config: { environment: "staging", greeting: "Ahoy", nodeEnv: "production", release: undefined },
  task: {},
  hostname: "host-1",
  startedAt: new Date("2026-01-01T00:00:00Z"),
  now: () => new Date("2026-01-01T00:01:30.900Z"),
  draining: () => false,
  database: () => Promise.resolve({ status: 200, body: { configured: false } }),
};

test.each(["/health", "/api/health"])("GET %s says that the service is well", (path) => {
  expect(answer("GET", path, context)).toEqual({ status: 200, body: { status: "ok", uptimeSeconds: 90 } });
});

test("a draining server says so and still counts as healthy: it answers everything that it gets", () => {
  const draining = answer("GET", "/health", { ...context, draining: () => true });
  expect(draining).toMatchObject({ status: 200, body: { status: "draining" } });
});

test("GET /api/info outside ECS names the host and no release", async () => {
  expect((await answer("GET", "/api/info", context)).body).toEqual({
    service: "backend",
    greeting: "Ahoy",
    release: "unreleased",
    environment: "staging",
    nodeEnv: "production",
    task: "host-1",
    taskDefinition: undefined,
    zone: undefined,
    node: process.version,
    startedAt: "2026-01-01T00:00:00.000Z",
    uptimeSeconds: 90,
  });
});

test("on ECS the task is named, and the image's tag is the release unless one is declared", async () => {
  const task = { id: "abc", definition: "backend:7", zone: "eu-west-1a", imageTag: "src-12" };
  expect((await answer("GET", "/api/info", { ...context, task })).body).toMatchObject({
    task: "abc",
    taskDefinition: "backend:7",
    zone: "eu-west-1a",
    release: "src-12",
  });
  const declared = { ...context, task, config: { ...context.config, release: "v2.0.0" } };
  expect((await answer("GET", "/api/info", declared)).body).toMatchObject({ release: "v2.0.0" });
});

test.each(["/", "/api", "/api/", "/api/info/", "/API/INFO", "/toString"])("%s is not found", (path) => {
  expect(answer("GET", path, context)).toEqual({ status: 404, body: { error: "not found", path } });
});

test("a known path with another method is refused with the methods it has", () => {
  expect(answer("POST", "/api/info", context)).toEqual({
    status: 405,
    body: { error: "method not allowed", method: "POST", path: "/api/info" },
    headers: { allow: "GET, HEAD" },
  });
});

test("GET /api/database is what the database says", async () => {
  expect(await answer("GET", "/api/database", context)).toEqual({ status: 200, body: { configured: false } });
  const database = () =>
    Promise.resolve({ status: 503, body: { configured: true, reachable: false } } as const);
  expect((await answer("GET", "/api/database", { ...context, database })).status).toBe(503);
});
