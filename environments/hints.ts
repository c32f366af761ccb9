import { z } from "zod";
import { shown } from "./errors";
import { valueFor } from "./other-values";
import { plainWord } from "./other-words";
import { didYouMean, nearestKeyword, type Hint } from "./problems";

/** A longer form in a message hides what it is about. */
const MAX_FORM = 200;

/** What an object looks like that holds a value written in its place; nothing when that is unclear. */
export type Form = (value: unknown) => Readonly<Record<string, unknown>> | undefined;

/** `; write 3000 without quotes`, where a value of another type is meant. */
export const retyped =
  (holds: (value: unknown) => boolean): Hint =>
  (value) => {
    if (typeof value === "string") {
      const literal = literalOf(value);
      return literal !== undefined && holds(literal) ? `; write ${literal} without quotes` : "";
    }
    const isSimple = typeof value === "boolean" || Number.isFinite(value);
    return isSimple && holds(String(value)) ? `; write "${String(value)}" in quotes` : "";
  };

function literalOf(text: string): number | boolean | undefined {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** The one of `values` that was probably meant. */
export function nearestValue(value: unknown, values: readonly (string | number)[]): string | undefined {
  const texts = values.filter((each) => typeof each === "string");
  if (typeof value !== "string" && typeof value !== "boolean") return undefined;
  const word = String(value);
  const plain = new Map(texts.map((each) => [plainWord(each), each]));
  return valueFor(word, texts) ?? plain.get(nearestKeyword(plainWord(word), [...plain.keys()]) ?? "");
}

/** `; did you mean "arm64"?` */
export function valueHint(values: readonly (string | number)[]): Hint {
  return (value) => {
    const candidate = nearestValue(value, values);
    return candidate === undefined ? "" : didYouMean(candidate, value);
  };
}

/** `; write { path: "/*" }`, or nothing. */
export function formHint(form: Form, value: unknown): string {
  const object = form(value);
  const text = object && literal(object);
  return text === undefined || text.length > MAX_FORM ? "" : `; write ${text}`;
}

/** As TypeScript has it. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return shown(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${literal(inner)}`)
    .join(", ")} }`;
}

/** For an object of which one value does not tell how it is meant. */
export const noForm: Form = () => undefined;

/** The only property that must be set, or that exists: of several optional ones, none is more likely than another. */
export function onlyProperty(shape: z.core.$ZodLooseShape): Form {
  const properties = Object.entries<z.core.$ZodType>(shape);
  // Found with the first value and kept: thousands of objects can have one shape.
  let required: typeof properties | undefined;
  return (value) => {
    if (value === undefined || value === null || (typeof value === "object" && !Array.isArray(value))) {
      return undefined;
    }
    required ??= properties.filter(([, schema]) => !accepts(schema, undefined));
    const [only, ...others] = required.length > 0 ? required : properties;
    if (only === undefined || others.length > 0) return undefined;
    const [property, schema] = only;
    return accepts(schema, value) ? { [property]: value } : undefined;
  };
}

/** Holds the value in `property`, which is the one that is meant most often. */
export const mainProperty =
  (property: string, schema: z.core.$ZodType): Form =>
  (value) =>
    value !== undefined && accepts(schema, value) ? { [property]: value } : undefined;

/** Questions about the account and the region have no answer here. */
const accepts = (schema: z.core.$ZodType, value: unknown): boolean =>
  (z.safeParse(schema, value).error?.issues ?? []).every(
    (issue) => issue.code === "custom" && issue.params?.ask !== undefined,
  );
