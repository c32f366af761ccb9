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
  const daysOfFebruary = [...numbersOf(yearField, years)].some(isLeap) ? 29 : 28;
  const lengths = [...numbersOf(monthField, months)].map((month) =>
    month === FEBRUARY ? daysOfFebruary : SHORT_MONTHS.includes(month) ? 30 : 31,
  );
  const [first = dayField.from] = [...numbersOf(dayField, days.replaceAll("W", ""))].sort((a, b) => a - b);
  return lengths.some((length) => first <= length);
}

/** The numbers that a list of ranges with steps names; a list can name one thousands of times. */
function numbersOf(field: Field, text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const item of new Set(text.split(","))) {
    const [range = "", step = ""] = item.split("/");
    const [from = "", to] = range === "*" ? [String(field.from)] : range.split("-");
    const first = valueOf(field, from);
    const last = to === undefined ? (step === "" && range !== "*" ? first : field.to) : valueOf(field, to);
    // A range such as NOV-FEB goes over the end.
    const size = field.to - field.from + 1;
    const span = last >= first ? last - first : last - first + size;
    for (let add = 0; add <= span; add += Number(step || 1)) {
      numbers.add(first + add > field.to ? first + add - size : first + add);
    }
  }
  return numbers;
}

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
