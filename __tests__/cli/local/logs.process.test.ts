import { FakeAws } from "../../support/fake-aws";
import { slipway } from "../../support/slipway";

// Each command is a process of its own.
const LINES: Readonly<Record<string, readonly object[]>> = {
  "/ecs/slipway-local/backend": [
    { eventId: "1", timestamp: 1_000, message: "first\n" },
    { eventId: "3", timestamp: 3_000, message: "third" },
  ],
  "/ecs/slipway-local/frontend": [{ eventId: "2", timestamp: 2_000, message: "second" }],
};

let aws: FakeAws;
let asked: { logGroupName: string; startTime: number }[] = [];
beforeAll(async () => {
  aws = await FakeAws.start(() => ({
    FilterLogEvents(input) {
      const query = input as (typeof asked)[number];
      asked.push(query);
      const events = LINES[query.logGroupName];
      return events
        ? { body: { events } }
        : { status: 400, body: { __type: "ResourceNotFoundException", message: "no such group" } };
    },
  }));
});
afterAll(() => aws.stop());
beforeEach(() => (asked = []));

const logs = (...args: string[]) =>
  slipway(["local", "logs", ...args], { env: { SLIPWAY_EMULATOR_ENDPOINT: aws.endpoint } });

it("prints the lines of all services by time", async () => {
  expect(await logs()).toEqual({
    code: 0,
    stderr: "",
    stdout: [
      "1970-01-01T00:00:01.000Z backend      first",
      "1970-01-01T00:00:02.000Z frontend     second",
      "1970-01-01T00:00:03.000Z backend      third",
      "",
    ].join("\n"),
  });
});

it("prints those of one service, from as many minutes back as asked", async () => {
  const { stdout } = await logs("frontend", "--since", "5");
  expect(stdout).toBe("1970-01-01T00:00:02.000Z frontend     second\n");
  expect(asked.map(({ logGroupName }) => logGroupName)).toEqual(["/ecs/slipway-local/frontend"]);
  expect(Math.abs(Date.now() - 5 * 60_000 - (asked[0]?.startTime ?? 0))).toBeLessThan(30_000);
});

it("refuses an unknown service with the known ones", async () => {
  expect(await logs("backnd")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      'the command is not valid:\n  - service must be one of backend, frontend, got "backnd"; did you mean "backend"?\n',
  });
});

it("refuses a time that is none", async () => {
  expect(await logs("--since", "soon")).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "error: option '--since <time>' argument 'soon' is invalid. It must be a time above 0 that has passed (90s, 15m, 2h, 3d; minutes without a unit) or a moment of the past in ISO 8601, got \"soon\".\n(add --help for the arguments)\n",
  });
});
