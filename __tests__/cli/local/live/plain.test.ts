import { plainLines } from "../../../../cli/local/live/plain";
import type { LiveState } from "../../../../cli/local/live/state";

const SECOND: LiveState = {
  environment: "local",
  address: undefined,
  now: 2000,
  services: [
    {
      name: "web",
      state: "steady",
      running: 1,
      desired: 1,
      targets: { healthy: 1, registered: 1 },
      answers: { "404": 1, "200": 2, "201": 3 },
    },
    { name: "mail", state: "missing", running: 0, desired: 0 },
  ],
  tasks: [],
  lines: [{ time: "1970-01-01T00:00:01.000Z", service: "web", message: "hello" }],
};

test("at first everything is new", () => {
  expect(plainLines(undefined, SECOND)).toEqual([
    "1970-01-01T00:00:02.000Z web steady, 1/1 tasks, 1/1 targets healthy, 6 requests (5 2xx, 1 4xx)",
    "1970-01-01T00:00:02.000Z mail missing, 0/0 tasks",
    "1970-01-01T00:00:01.000Z web log hello",
  ]);
});

test("then what has changed", () => {
  const [web, mail] = SECOND.services;
  if (!web || !mail) throw new Error("there are two");
  const next: LiveState = {
    ...SECOND,
    now: 3000,
    services: [
      { ...web, rate: 2 },
      { ...mail, state: "rolling out", desired: 1 },
    ],
    lines: [...SECOND.lines, { time: "1970-01-01T00:00:02.500Z", service: "web", message: "again" }],
  };
  expect(plainLines(SECOND, next)).toEqual([
    "1970-01-01T00:00:03.000Z mail rolling out, 0/1 tasks",
    "1970-01-01T00:00:02.500Z web log again",
  ]);
  expect(plainLines(next, next)).toEqual([]);
});

test("a problem is said once", () => {
  const lost: LiveState = { ...SECOND, problem: "AWS was not reached" };
  expect(plainLines(SECOND, lost)).toEqual(["1970-01-01T00:00:02.000Z AWS was not reached"]);
  expect(plainLines(lost, lost)).toEqual([]);
});
