/** A block of a synthesised stack; what is in it is looked at before it is believed. */
export type Values = Readonly<Record<string, unknown>>;

export const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** Blocks by their name: Terraform's JSON has one as itself and several as a list. */
export const blocks = (values: Values, key: string): Values[] => listOf(values[key]).filter(isValues);

export const block = (values: Values, key: string): Values => blocks(values, key)[0] ?? {};

export const textsOf = (value: unknown): string[] =>
  listOf(value).flatMap((item) =>
    typeof item === "string" ? [item] : typeof item === "number" ? [String(item)] : [],
  );

/** A string or number as text; empty when there is none. */
export const text = (values: Values, key: string): string => textsOf(values[key])[0] ?? "";

export const unique = (values: Iterable<string>): string[] => [...new Set(values)].sort(byText);

/** Order of code units: the same on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** The first names, and how many there are beside them. */
export function listed(names: readonly string[], most: number): string[] {
  return names.length <= most
    ? [...names]
    : [...names.slice(0, most - 1), `and ${names.length - most + 1} more`];
}
