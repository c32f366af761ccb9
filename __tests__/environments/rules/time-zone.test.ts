import { isTimeZone, nearestTimeZone } from "../../../environments/rules/time-zone";
import { withinTime } from "../../fuzz/time-limit";

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

test("finds the zones of thousands of schedules in little time", () => {
  const values = Array.from({ length: 5000 }, (_, index) => (index % 4 > 0 ? "berlin" : `Nowhere ${index}`));
  const zones = withinTime(() => values.map(nearestTimeZone));
  expect(new Set(zones)).toEqual(new Set(["Europe/Berlin", undefined]));
});
