import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";
import { compose } from "../../../../cli/local/live/picture";
import type { LiveState } from "../../../../cli/local/live/state";

const at = (time: string): number => new Date(`2026-11-21T${time}`).getTime();
const iso = (time: string): string => new Date(at(time)).toISOString();
const STATE: LiveState = {
  environment: "local",
  address: "http://shop-local.alb.localhost:4566/",
  now: at("12:00:30"),
  services: [
    {
      name: "backend",
      state: "steady",
      running: 2,
      desired: 2,
      targets: { healthy: 2, registered: 2 },
      answers: { "200": 120, "204": 3, "404": 2 },
      rate: 1.25,
    },
    {
      name: "web",
      state: "rolling out",
      running: 1,
      desired: 2,
      targets: { healthy: 0, registered: 1 },
      answers: { "200": 7, "502": 1 },
    },
    { name: "mail", state: "missing", running: 0, desired: 0 },
  ],
  tasks: [
    { id: "0a1b2c3d", service: "backend", status: "RUNNING", health: "HEALTHY", startedAt: at("11:57:25") },
    { id: "4e5f6a7b", service: "web", status: "PENDING", health: "UNKNOWN" },
  ],
  lines: [
    { time: iso("12:00:28"), service: "backend", message: '{"level":"info","message":"request"}' },
    {
      time: iso("12:00:29"),
      service: "web",
      message: "\u001b[31mred\u001b[0m\tand\r\u001b[2Jclean",
    },
  ],
};
const plain = createColors(false);
const draw = (width: number, height = 24, state: LiveState = STATE) =>
  compose(state, { width, height }, plain);

test("wide: everything", () => {
  expect(draw(100)).toEqual([
    "slipway local  http://shop-local.alb.localhost:4566/                               12:00:30  q quits",
    "",
    "SERVICE  STATE        TASKS  HEALTHY  REQ/S  2XX  3XX  4XX  5XX",
    "backend  steady         2/2      2/2    1.3  123    0    2    0",
    "web      rolling out    1/2      0/1      -    7    0    0    1",
    "mail     missing        0/0        -      -    -    -    -    -",
    "requests through the load balancer since the service was made, without health checks",
    "",
    "TASK      SERVICE  STATUS   HEALTH           UP",
    "0a1b2c3d  backend  running  healthy  3 min 05 s",
    "4e5f6a7b  web      pending  unknown           -",
    "",
    "LOG",
    "12:00:28 backend info request",
    "12:00:29 web     red and clean",
  ]);
});

test.each([
  [62, "SERVICE  STATE        TASKS  HEALTHY  REQ/S"],
  [42, "SERVICE  STATE        TASKS  REQ/S"],
  [30, "SERVICE  STATE        TASKS"],
  [20, "SERVICE  STATE      "],
])("%d characters wide: %s", (width, head) => {
  const lines = draw(width);
  expect(lines.find((line) => line.startsWith("SERVICE"))).toBe(head);
  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

test.each([
  [17, "slipway, TASK, LOG"],
  [16, "slipway, LOG"],
  [10, "slipway, LOG"],
  [9, "slipway"],
  [3, "slipway"],
])("%d lines high: %s", (height, parts) => {
  const lines = draw(100, height);
  expect(lines.length).toBeLessThanOrEqual(height);
  expect(lines.flatMap((line) => /^(slipway|TASK|LOG)\b/.exec(line)?.[1] ?? []).join(", ")).toBe(parts);
});

test("the last lines of the log are those that are shown", () => {
  const lines = Array.from({ length: 50 }, (_, n) => ({
    time: iso("12:00:00"),
    service: "web",
    message: `line ${n}`,
  }));
  const shown = draw(80, 20, { ...STATE, lines });
  expect(shown).toHaveLength(20);
  expect(shown.at(-1)).toBe("12:00:00 web     line 49");
});

test("an emulator that counts nothing says so, and one that does not answer too", () => {
  const uncounted = STATE.services.map(({ name, state, running, desired, targets }) => ({
    name,
    state,
    running,
    desired,
    ...(targets && { targets }),
  }));
  expect(draw(80, 24, { ...STATE, services: uncounted })).toContain("this emulator does not count requests");
  expect(draw(80, 24, { ...STATE, problem: "AWS was not reached,\nECONNREFUSED" })[1]).toBe(
    "what is shown is older: AWS was not reached, ECONNREFUSED",
  );
});

test("without a service behind a balancer there is nothing to count, and before the first line no log", () => {
  const lines = draw(80, 24, {
    ...STATE,
    services: STATE.services.slice(2),
    tasks: [],
    lines: [],
    address: undefined,
  });
  expect(lines).toEqual([
    `slipway local${" ".repeat(50)}12:00:30  q quits`,
    "",
    "SERVICE  STATE    TASKS  HEALTHY  REQ/S  2XX  3XX  4XX  5XX",
    "mail     missing    0/0        -      -    -    -    -    -",
    "",
    "LOG",
    "no line yet",
  ]);
});

test.each([20, 42, 100])("colours change nothing that is read, at %d", (width) => {
  const coloured = compose(STATE, { width, height: 24 }, createColors(true));
  expect(coloured.join("")).toContain("\u001b[");
  const read = coloured.map((line) => stripVTControlCharacters(line).trimEnd());
  expect(read).toEqual(draw(width).map((line) => line.trimEnd()));
});
