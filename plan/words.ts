/** Text that comes from a plan or from the sources, and is shown as it is. */
export interface Code {
  readonly code: string;
}

/** A sentence: words of ours, and text that is not ours. */
export type Words = readonly (string | Code)[];

export interface Line {
  readonly words: Words;
  /** A reviewer must not miss it. */
  readonly loud: boolean;
}

/** What belongs together, in the order in which it is read. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Nobody needs it to decide: Markdown folds it. */
  readonly aside: boolean;
}

/** A template whose texts are ours and whose values are not: strings become code, so that no format can read them. */
export function words(texts: TemplateStringsArray, ...values: readonly (string | number | Words)[]): Words {
  return texts
    .flatMap((text, index) => {
      const value = values[index];
      if (value === undefined) return [text];
      if (typeof value === "number") return [text, String(value)];
      return typeof value === "string" ? [text, { code: value }] : [text, ...value];
    })
    .filter((word) => word !== "");
}

export const line = (words: Words, loud = false): Line => ({ words, loud });

/** `a, b, c`. */
export const listed = (items: readonly string[]): Words =>
  items.flatMap((code, index) => (index === 0 ? [{ code }] : [", ", { code }]));

/** `1 task`, `2 tasks`. */
export const plural = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`;

/** In the order of their characters: no locale, the same on every machine. */
export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
