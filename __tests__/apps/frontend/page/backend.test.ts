import { checkBackend, parseInfo, type Clock } from "../../../../apps/frontend/src/backend";

const info = {
  greeting: "Ahoy",
  release: "v1",
  environment: "local",
  task: "abc",
  node: "v22.0.0",
  uptimeSeconds: 4,
};

/** A clock on which every question takes 25 ms. */
function clock(): Clock {
  let elapsed = 0;
  return { elapsed: () => (elapsed += 25), now: () => new Date("2026-01-01T00:00:00Z") };
}

const answering = (status: number, body: () => unknown = () => info) => {
  return () =>
    Promise.resolve({ ok: status < 400, status, json: () => new Promise((resolve) => resolve(body())) });
};

test("an answer carries its latency and what the backend said", async () => {
  expect(await checkBackend(answering(200), clock())).toEqual({
    kind: "answered",
    at: new Date("2026-01-01T00:00:00Z"),
    latencyMs: 25,
    info: { ...info, taskDefinition: undefined, zone: undefined },
  });
});

test("the question goes to the page's own origin, past every cache, and has a time limit", async () => {
  const get = jest.fn(answering(200));
  await checkBackend(get, clock());
  expect(get).toHaveBeenCalledWith("/api/info", { cache: "no-store", signal: expect.any(AbortSignal) });
});

const named = (name: string): Error => Object.assign(new Error("x"), { name });

test.each([
  ["no rule", answering(404), "The load balancer has no rule that leads to the backend (404)."],
  ["gone", answering(502), "The backend closed the connection or is not there (502)."],
  ["no task", answering(503), "The load balancer has no backend task to send the request to (503)."],
  ["late", answering(504), "The backend did not answer the load balancer in time (504)."],
  ["broken", answering(500), "The backend answered with status 500."],
  ["another JSON", answering(200, () => ({ ok: true })), "Something answered, but it was not the backend."],
  [
    "HTML",
    answering(200, () => {
      throw new SyntaxError("<");
    }),
    "Something answered, but it was not the backend.",
  ],
  ["silence", () => Promise.reject(named("TimeoutError")), "No answer within 8 seconds."],
  [
    "no network",
    () => Promise.reject(new TypeError("fetch")),
    "The connection failed: is the load balancer running?",
  ],
])("%s is a failure with its reason", async (_name, get, reason) => {
  expect(await checkBackend(get, clock())).toMatchObject({ kind: "failed", latencyMs: 25, reason });
});

test("what the page shows must be there and of its type", () => {
  expect(parseInfo({ ...info, zone: "eu-west-1a", more: 1 })).toEqual({ ...info, zone: "eu-west-1a" });
  for (const name of Object.keys(info)) expect(parseInfo({ ...info, [name]: undefined })).toBeUndefined();
  expect(parseInfo({ ...info, uptimeSeconds: "4" })).toBeUndefined();
  expect(parseInfo(null)).toBeUndefined();
});
