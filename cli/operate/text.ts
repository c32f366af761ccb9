const MINUTE = 60_000;
/** Units of an age, the longest first, each from twice itself on: `36 hours`, `3 days`. */
const UNITS = [
  ["days", 24 * 60 * MINUTE],
  ["hours", 60 * MINUTE],
  ["minutes", MINUTE],
  ["seconds", 1000],
] as const;

/** How long ago a time was, in one unit. */
export function ageText(iso: string, now: Date): string {
  const passed = Math.max(now.getTime() - Date.parse(iso), 0);
  const [unit, milliseconds] = UNITS.find(([, each]) => passed >= 2 * each) ?? ["seconds", 1000];
  return `${Math.floor(passed / milliseconds)} ${unit}`;
}

/** `2026-11-21 12:00:01 UTC` */
export const timeText = (iso: string | undefined): string =>
  iso === undefined ? "unknown time" : `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

/** ISO 8601 in UTC, as JSON has times. */
export const isoOf = (date: Date | undefined): string | undefined => date?.toISOString();

/** By this many digits people tell tasks and digests apart. */
const SHOWN = 12;

export const shortDigest = (digest: string): string => digest.slice(0, "sha256:".length + SHOWN);
