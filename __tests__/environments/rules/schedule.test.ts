import { scheduleRule } from "../../../environments/rules/schedule";
import { withinTime } from "../../fuzz/time-limit";

test.each([
  "cron(0 20 ? * MON-FRI *)",
  "cron(*/15 0-6 1,15 * ? 2027-2030)",
  "cron(0 0 L * ? *)",
  "cron(0 0 15W JAN-mar ? *)",
  "cron(0 0 ? 1/2 2#1 *)",
  "cron(0 0 29 2 ? *)",
  "cron(0 0 29 FEB ? 2027-2028)",
  "cron(0 0 30,31 2-4 ? *)",
  "cron(0 0 */31 4 ? *)",
  "cron(0 0 31 4/3 ? *)",
  "cron(0 0 31 NOV-FEB ? *)",
  "cron(0 0 L 2 ? *)",
  "rate(1 day)",
  "rate(12 hours)",
  "at(2028-02-29T00:00:00)",
])("%s is a schedule", (at) => expect(scheduleRule(at)).toBeUndefined());

test.each([
  ["every day", "must be cron(...), rate(...) or at(...)"],
  ["rate(1 days)", "must be a rate such as rate(1 hour) or rate(12 hours)"],
  ["rate(0 hours)", "must be a rate such as rate(1 hour) or rate(12 hours)"],
  ["at(2027-02-29T00:00:00)", "must be a time such as at(2027-01-31T18:00:00)"],
  ["cron(60 0 ? * MON *)", "must have 0-59 as the minutes of cron(...)"],
  ["cron(0 24 ? * MON *)", "must have 0-23 as the hours of cron(...)"],
  ["cron(0 0 32W * ? *)", "must have 1-31 as the day of month of cron(...)"],
  ["cron(0 0 1 FOO ? *)", "must have 1-12 or JAN-DEC as the month of cron(...)"],
  ["cron(0 0 ? * 8 *)", "must have 1-7 or SUN-SAT as the day of week of cron(...)"],
  ["cron(0 0 1 * ? 1969)", "must have 1970-2199 as the year of cron(...)"],
  ["cron(0/0 0 1 * ? *)", "must have 0-59 as the minutes of cron(...)"],
  ["cron(0 0 * * * *)", "must have ? as exactly one of day of month and day of week in cron(...)"],
  ...[
    "cron(0 20 31 2 ? *)",
    "cron(0 20 30 2 ? *)",
    "cron(0 20 29 2 ? 2027)",
    "cron(0 20 29 2 ? 2100)",
    "cron(0 20 31 4,6,SEP,11 ? *)",
    "cron(0 20 30/1 2 ? *)",
    "cron(0 20 31W JUN ? *)",
  ].map((at) => [at, "must name a day that exists in one of its months in cron(...)"]),
  ["cron(0 0 ? * ? *)", "must have ? as exactly one of day of month and day of week in cron(...)"],
])("%s is refused", (at, rule) => expect(scheduleRule(at)).toBe(rule));

const listOf = (item: string, length: number) => Array.from({ length }, () => item).join(",");

test.each([
  `cron(0 0 ${listOf("*", 30_000)} 2 ? *)`,
  `cron(0 0 28 ${listOf("2", 30_000)} ? ${listOf("*", 30_000)})`,
])("judges a long list in little time: %#", (at) => {
  expect(withinTime(() => scheduleRule(at), 0.2)).toBeUndefined();
});

test.each([
  `cron(0 0 30 ${listOf("2", 500)} ? ${listOf("*", 500)})`,
  `cron(0 0 30 ${listOf("2/12", 30_000)} ? ${listOf("1970-2199", 30_000)})`,
  `cron(0 0 ${listOf("31", 30_000)} 4 ? ${Array.from({ length: 3000 }, (_, index) => `*/${index + 1}`).join(",")})`,
])("refuses a day that never comes in a long list in little time: %#", (at) => {
  expect(withinTime(() => scheduleRule(at), 0.2)).toBe(
    "must name a day that exists in one of its months in cron(...)",
  );
});
