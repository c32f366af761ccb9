import { isTimeZone, scheduleRule, nearestTimeZone } from "../../../environments/rules/schedule";

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

test("accepts time zones in their own spelling only, and offers it", () => {
  expect(
    [
      "Asia/Kolkata",
      "Australia/NSW",
      "America/Knox_IN",
      "America/Port_of_Spain",
      "Etc/GMT0",
      "Etc/GMT+5",
      "America/Port-au-Prince",
    ].every(isTimeZone),
  ).toBe(true);
  expect(["Europe/BERLIN", "Asia/KOLKATA", "Asia/kolkata", "Europe/berlin"].some(isTimeZone)).toBe(false);
});

test.each([
  ["EUROPE/berlin", "Europe/Berlin"],
  ["Europe/Berln", "Europe/Berlin"],
  ["Berlin", "Europe/Berlin"],
  ["new york", "America/New_York"],
  ["utc", "UTC"],
  ["+02:00", "Etc/GMT-2"],
  ["UTC+2", "Etc/GMT-2"],
  ["GMT-0500", "Etc/GMT+5"],
  ["+00:00", "UTC"],
  ["+05:30", undefined],
  ["+15", undefined],
  ["nowhere", undefined],
  [2, undefined],
])("the time zone that %j means is %j", (value, zone) => {
  expect(nearestTimeZone(value)).toBe(zone);
});

test("time zones are those of the time zone database", () => {
  expect(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"].every(isTimeZone)).toBe(true);
  expect(["Berlin", "europe/berlin ", "Europe/Nowhere", 3].some(isTimeZone)).toBe(false);
});
