import { plainWord } from "../other-words";
import { nearest } from "../problems";

/** Smallest and largest number, names, and what else a field of a cron expression of AWS may hold. */
interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
  /** Beyond numbers, names, `*`, lists, ranges and steps. */
  readonly also?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html */
const FIELDS: readonly Field[] = [
  { name: "minutes", from: 0, to: 59 },
  { name: "hours", from: 0, to: 23 },
  { name: "day of month", from: 1, to: 31, also: /^(\?|L|LW|\d{1,2}W)$/ },
  { name: "month", from: 1, to: 12, words: MONTHS },
  { name: "day of week", from: 1, to: 7, words: DAYS, also: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
  { name: "year", from: 1970, to: 2199 },
];

/**
 * What is wrong with a schedule of Application Auto Scaling, as the words that follow `must`; `undefined` when
 * nothing is: `cron(minutes hours day month weekday year)`, `rate(1 day)` or `at(2027-01-31T18:00:00)`.
 */
export function scheduleRule(at: string): string | undefined {
  const [, kind, inner = ""] = /^(cron|rate|at)\((.*)\)$/.exec(at) ?? [];
  if (kind === "rate") {
    const [, value, unit = ""] = /^(\d+) (minutes?|hours?|days?)$/.exec(inner) ?? [];
    const fits = Number(value) === 1 ? !unit.endsWith("s") : Number(value) > 1 && unit.endsWith("s");
    return fits ? undefined : "must be a rate such as rate(1 hour) or rate(12 hours)";
  }
  if (kind === "at") {
    const real = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(inner) && isDate(inner);
    return real ? undefined : "must be a time such as at(2027-01-31T18:00:00)";
  }
  return kind === "cron" ? cronRule(inner) : "must be cron(...), rate(...) or at(...)";
}

/** A date that exists: the 31st of February would move into March. */
function isDate(text: string): boolean {
  const time = new Date(`${text}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

function cronRule(inner: string): string | undefined {
  const values = inner.split(" ");
  if (values.length !== FIELDS.length) {
    return `must have ${FIELDS.length} fields in cron(...): ${FIELDS.map(({ name }) => name).join(", ")}`;
  }
  const wrong = FIELDS.find((field, index) => !fits(field, values[index] ?? ""));
  if (wrong) {
    const words = wrong.words ? ` or ${wrong.words[0]}-${wrong.words.at(-1)}` : "";
    return `must have ${wrong.from}-${wrong.to}${words} as the ${wrong.name} of cron(...)`;
  }
  if ((values[2] === "?") === (values[4] === "?")) {
    return "must have ? as exactly one of day of month and day of week in cron(...)";
  }
  return canHappen(values) ? undefined : "must name a day that exists in one of its months in cron(...)";
}

const FEBRUARY = 2;
const SHORT_MONTHS = [4, 6, 9, 11];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether some month of some year has one of the days: 30 February and 31 April never come, 29 February in leap years. */
function canHappen([, , days = "", months = "", , years = ""]: readonly string[]): boolean {
  const [, , dayField, monthField, , yearField] = FIELDS;
  if (!dayField || !monthField || !yearField || /[?L]/.test(days)) return true;
  const first = Math.min(...numbersOf(dayField, days.replaceAll("W", "")));
  const lengthOf = (month: number): number => {
    if (month !== FEBRUARY) return SHORT_MONTHS.includes(month) ? 30 : 31;
    return numbersOf(yearField, years).some(isLeap) ? 29 : 28;
  };
  return numbersOf(monthField, months).some((month) => first <= lengthOf(month));
}

/** The numbers that a list of ranges with steps names. */
const numbersOf = (field: Field, text: string): number[] =>
  text.split(",").flatMap((item) => {
    const [range = "", step] = item.split("/");
    const [from = "", to] = range === "*" ? [String(field.from)] : range.split("-");
    const first = valueOf(field, from);
    const last =
      to === undefined ? (step === undefined && range !== "*" ? first : field.to) : valueOf(field, to);
    // A range such as NOV-FEB goes over the end.
    const span = last >= first ? last - first : last - first + field.to - field.from + 1;
    return Array.from({ length: Math.floor(span / Number(step ?? 1)) + 1 }, (_, index) => {
      const value = first + index * Number(step ?? 1);
      return value > field.to ? value - field.to + field.from - 1 : value;
    });
  });

function fits(field: Field, text: string): boolean {
  return text.split(",").every((item) => item !== "" && (isExtra(field, item) || isRange(field, item)));
}

const isExtra = ({ also, to }: Field, item: string): boolean =>
  also?.test(item) === true && (!/^\d+W$/.test(item) || Number.parseInt(item, 10) <= to);

/** `5`, `5-9`, `*`, each with an optional step. */
function isRange(field: Field, item: string): boolean {
  const [range = "", step, ...rest] = item.split("/");
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const ends = range.split("-").map((end) => valueOf(field, end));
  return ends.length <= 2 && ends.every((end) => end >= field.from && end <= field.to);
}

function valueOf({ words = [], from }: Field, text: string): number {
  const index = words.indexOf(text.toUpperCase());
  return index >= 0 ? index + from : /^\d+$/.test(text) ? Number(text) : NaN;
}

const ZONE_WORD = "(?:[A-Z][a-z]*(?:[A-Z][a-z]+)*|[A-Z]{2,3}|of|es|au)";
/** Words in upper case at their beginning, `NSW`, and offsets such as `GMT+0`. */
const OTHER_NAME = new RegExp(`^${ZONE_WORD}(?:/${ZONE_WORD}(?:[_-]${ZONE_WORD})*(?:[+-]?\\d+)?)+$`);

/** A name of the time zone database, in its spelling, as the machine that synthesises knows it. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== "string" || !/^(UTC|[A-Z][A-Za-z]+(\/[A-Za-z0-9_+-]+)+)$/.test(value)) return false;
  const known = resolvedZone(value);
  if (known === undefined) return false;
  // Another name for the same zone, such as Asia/Kolkata: only its form can be checked.
  return known.toLowerCase() === value.toLowerCase() ? known === value : OTHER_NAME.test(value);
}

/** The zone that was probably meant, in the spelling of the database, which AWS compares with case. */
export function nearestTimeZone(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const zones = Intl.supportedValuesOf("timeZone");
  const word = plainWord(value);
  return [
    resolvedZone(value),
    zoneOfOffset(value),
    zones.find((zone) => plainWord(zone) === word || plainWord(zone.replace(/^.*\//, "")) === word),
    nearest(value, zones),
  ].find(isTimeZone);
}

/**
 * `Etc/GMT-2` for `+02:00`: POSIX counts to the west. Only whole hours have such a name.
 * Source: https://data.iana.org/time-zones/tzdb/etcetera
 */
function zoneOfOffset(value: string): string | undefined {
  const [, sign, hours, minutes = "00"] = /^(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(value) ?? [];
  if (sign === undefined || minutes !== "00") return undefined;
  return Number(hours) === 0 ? "UTC" : `Etc/GMT${sign === "+" ? "-" : "+"}${Number(hours)}`;
}

function resolvedZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
