import { InvalidArgumentError } from "commander";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * How far back to begin: a time that has passed (`90s`, `15m`, `2h`, `3d`; minutes without a unit), or a moment in ISO 8601.
 *
 * @returns milliseconds of the epoch
 */
export function since(text: string): number {
  const [, digits, unit = "m"] = /^(\d{1,9}(?:\.\d+)?)([smhd])?$/.exec(text) ?? [];
  const passed = Number(digits) * (UNITS[unit] ?? 0);
  if (passed > 0) return Date.now() - passed;
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  if (moment <= Date.now()) return moment;
  throw new InvalidArgumentError(
    `It must be a time above 0 that has passed (90s, 15m, 2h, 3d; minutes without a unit) or a moment of the past in ISO 8601, got "${text}".`,
  );
}

/** A parser of whole numbers. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}, got "${text}".`);
  };

/** The id of a task, its beginning, or its ARN. */
export function task(text: string): string {
  const id = text.split("/").at(-1) ?? "";
  if (/^[0-9a-f-]{4,64}$/.test(id)) return id;
  throw new InvalidArgumentError(
    `It must be the id of a task, at least 4 of its digits, or its ARN, got "${text}".`,
  );
}
