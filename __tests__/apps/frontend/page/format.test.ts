import { duration, latency, short } from "../../../../apps/frontend/src/format";

test.each([
  [0.2, "1 ms"],
  [8.4, "8 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [1_000, "1.0 s"],
  [2_540, "2.5 s"],
])("latency of %s ms is %s", (ms, text) => {
  expect(latency(ms)).toBe(text);
});

test.each([
  [0, "0 s"],
  [45, "45 s"],
  [60, "1 min"],
  [200, "3 min 20 s"],
  [3_600, "1 h"],
  [7_500, "2 h 5 min"],
  [86_399, "23 h 59 min"],
  [371_000, "4 d 7 h"],
])("%s s is %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test("long identifiers are cut, and it shows", () => {
  expect(short("0123456789abcdef")).toBe("0123456789ab…");
  expect(short("0123456789ab")).toBe("0123456789ab");
});
