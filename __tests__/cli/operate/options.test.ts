import { since, task, wholeNumber } from "../../../cli/operate/options";

const NOW = Date.parse("2026-11-21T12:00:00.000Z");
beforeEach(() => void jest.spyOn(Date, "now").mockReturnValue(NOW));
afterEach(() => void jest.restoreAllMocks());

test.each([
  ["90s", "2026-11-21T11:58:30.000Z"],
  ["15m", "2026-11-21T11:45:00.000Z"],
  ["15", "2026-11-21T11:45:00.000Z"],
  ["1.5h", "2026-11-21T10:30:00.000Z"],
  ["3d", "2026-11-18T12:00:00.000Z"],
  ["2026-11-21T11:00:00Z", "2026-11-21T11:00:00.000Z"],
  ["2026-11-21", "2026-11-21T00:00:00.000Z"],
])("--since %s", (text, expected) => {
  expect(new Date(since(text)).toISOString()).toBe(expected);
});

test.each(["soon", "0m", "-5m", "15 minutes", "2026-11-22", "2026-13-01", ""])(
  "--since %j is refused",
  (text) => {
    expect(() => since(text)).toThrow(
      `It must be a time above 0 that has passed (90s, 15m, 2h, 3d; minutes without a unit) or a moment of the past in ISO 8601, got "${text}".`,
    );
  },
);

test("a task is its id, the beginning of it, or its ARN", () => {
  expect(task("0a1b")).toBe("0a1b");
  expect(task("arn:aws:ecs:eu-west-1:111122223333:task/shop-dev/0a1b2c3d")).toBe("0a1b2c3d");
  for (const text of ["0a1", "web"]) {
    expect(() => task(text)).toThrow(
      `It must be the id of a task, at least 4 of its digits, or its ARN, got "${text}".`,
    );
  }
});

test("a whole number has bounds", () => {
  expect([wholeNumber(1, 100)("1"), wholeNumber(1, 100)("100")]).toEqual([1, 100]);
  for (const text of ["0", "101", "1.5", "many", ""]) {
    expect(() => wholeNumber(1, 100)(text)).toThrow(
      `It must be a whole number from 1 to 100, got "${text}".`,
    );
  }
});
