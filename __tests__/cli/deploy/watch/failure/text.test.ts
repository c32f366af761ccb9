import { quoted, timeOf, wrapped } from "../../../../../cli/deploy/watch/failure/text";

const words = (count: number, letters: number) => Array.from({ length: count }, () => "x".repeat(letters));

test("a sentence takes a hundred columns at most, and goes on below two columns further in", () => {
  const lines = wrapped(2, words(30, 8).join(" \n "));
  expect(lines.map((line) => line.length)).toEqual([100, 93, 84].map((each) => Math.min(each, 100)));
  expect(lines.map((line) => line.search("x"))).toEqual([2, 4, 4]);
});

test("a word is never cut: an ARN can be copied", () => {
  const arn = "a".repeat(150);
  expect(wrapped(4, `secret ${arn} is missing`)).toEqual(["    secret", `      ${arn}`, "      is missing"]);
  expect(wrapped(2, " ")).toEqual([]);
});

test("what an application wrote changes no terminal", () => {
  expect(quoted(2, "\u001b[31mTypeError:\u001b[0m\tno\r\n  at main.js:1\n")).toEqual([
    "  TypeError:  no",
    "    at main.js:1",
    "",
  ]);
  expect(quoted(0, "y".repeat(501))).toEqual([`${"y".repeat(500)}…`]);
  expect(quoted(0, "y".repeat(500))).toEqual(["y".repeat(500)]);
});

test("the time of a day", () => {
  expect(timeOf(new Date("2026-11-21T19:36:46.512Z"))).toBe("19:36:46 UTC");
  expect(timeOf(undefined)).toBe("unknown time");
});
