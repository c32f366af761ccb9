import type { Escape } from "./lines";
import { replaced, trimmed } from "./pattern";

/** Value of a variable that only the base image or the machine knows. */
export const UNKNOWN = Symbol("unknown");
/** Value of a variable; `undefined` for one that is not set. */
export type Lookup = (name: string) => string | undefined | typeof UNKNOWN | typeof UNREAD;

/** A word that Docker cannot read; the build then fails with Docker's own message. */
export class WordError extends Error {}

/** A word beyond our own limits: Docker may read it, and its value is not known here. */
export class LimitError extends WordError {}
/** Value of a variable whose word is beyond our limits. */
export const UNREAD = Symbol("unread");

interface Options {
  readonly lookup: Lookup;
  readonly escape: Escape;
  /** Quotes and escapes stay in the result. */
  readonly raw: boolean;
}

/**
 * Replaces variables and removes quotes and escapes as Docker does. An unknown variable stays as written, unless it has a
 * default.
 * Source: https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go
 */
export function expandWord(word: string, lookup: Lookup, escape: Escape): string {
  return new Lexer(word, { lookup, escape, raw: false }).read().join("");
}

/** Splits at white space outside of quotes; variables stay as written. */
export function splitWords(text: string, quotes: "kept" | "removed"): string[] {
  const options: Options = { lookup: () => UNKNOWN, escape: "\\", raw: quotes === "kept" };
  const words = [""];
  for (const piece of new Lexer(text, options).read()) {
    if (/^\s$/.test(piece)) words.push("");
    else words.push(`${words.pop() ?? ""}${piece}`);
  }
  return words.filter((word) => word !== "");
}

/** Of the values in a word: BuildKit's limit for a line. Source: bufio.MaxScanTokenSize in the parser. */
const MAX_LENGTH = 65_535;
/** Of one substitution in another; our own limit, so that no input exhausts the stack. */
const MAX_DEPTH = 100;
const NAME = /(?:\d+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*)/uy;

/** Characters of a value times those of the pattern that it is matched with; our own limit, about 0.1 s. */
const MAX_MATCHING_STEPS = 250_000;

type Value = Exclude<ReturnType<Lookup>, typeof UNREAD>;

function bounded(value: string, pattern: string): string {
  if (value.length * pattern.length > MAX_MATCHING_STEPS) {
    throw new LimitError(`a value and its pattern take more than ${MAX_MATCHING_STEPS} steps`);
  }
  return value;
}

class Lexer {
  private position = 0;
  private depth = 0;
  private inserted = 0;

  constructor(
    private readonly source: string,
    private readonly options: Options,
  ) {}

  /** Pieces up to the end, or to a character that ends the word; white space outside of quotes is a piece of its own. */
  read(end?: "}" | "/", operand: "plain" | "raw" | "pattern" = "plain"): string[] {
    const { escape, raw } = this.options;
    const keepsEscapes = raw || operand !== "plain";
    const pieces: string[] = [];
    while (this.position < this.source.length) {
      const char = this.next();
      if (char === end) return pieces;
      if (char === "$") pieces.push(this.variable());
      else if (char === "'") pieces.push(this.singleQuoted(operand));
      else if (char === '"') pieces.push(this.doubleQuoted(operand));
      else if (char === "<" && this.peek() === "<") pieces.push(this.heredocMark());
      else if (char === escape) pieces.push(`${keepsEscapes ? char : ""}${this.next()}`);
      else pieces.push(char);
    }
    if (end !== undefined) throw new WordError(`no ${end} ends it`);
    return pieces;
  }

  private peek = (): string => this.source.charAt(this.position);

  private next(): string {
    const char = String.fromCodePoint(this.source.codePointAt(this.position) ?? 0);
    this.position += char.length;
    return this.position > this.source.length ? "" : char;
  }

  /** White space after `<<` belongs to the mark. */
  private heredocMark(): string {
    const start = this.position - 1;
    this.position += 1;
    while (/\s/.test(this.peek())) this.position += 1;
    return this.source.slice(start, this.position);
  }

  private singleQuoted(operand: string): string {
    const close = this.source.indexOf("'", this.position);
    if (close === -1) throw new WordError("a single quote is not closed");
    const { escape, raw } = this.options;
    const text = this.source.slice(this.position, close);
    this.position = close + 1;
    const content = operand === "pattern" ? text.replaceAll(escape, `${escape}${escape}`) : text;
    return raw ? `'${content}'` : content;
  }

  private doubleQuoted(operand: string): string {
    const { escape, raw } = this.options;
    const keepsEscapes = raw || operand !== "plain";
    let content = "";
    while (this.position < this.source.length) {
      const char = this.next();
      if (char === '"') return raw ? `"${content}"` : content;
      if (char === "$") content += this.variable();
      else if (char !== escape) content += char;
      else if (['"', "$", escape].includes(this.peek()))
        content += `${keepsEscapes ? char : ""}${this.next()}`;
      // Any other escape is literal; in a pattern that is two.
      else if (this.position < this.source.length)
        content += keepsEscapes && (!raw || operand === "pattern") ? `${char}${char}` : char;
    }
    throw new WordError("a double quote is not closed");
  }

  /** After a `$`. */
  private variable(): string {
    const start = this.position - 1;
    const braced = this.peek() === "{";
    if (braced) this.position += 1;
    const name = this.name();
    const value = name === "" && !braced ? "$" : this.valueOf(name);
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new LimitError(`substitutions are nested more than ${MAX_DEPTH} times`);
    const text = braced ? this.substitution(name, value) : value;
    this.depth -= 1;
    if (text === UNKNOWN) return this.source.slice(start, this.position);
    this.inserted += text?.length ?? 0;
    if (this.inserted > MAX_LENGTH) throw new LimitError(`values are longer than ${MAX_LENGTH} characters`);
    return text ?? "";
  }

  private valueOf(name: string): Value {
    const value = this.options.lookup(name);
    if (value === UNREAD) throw new LimitError(`the value of ${name} cannot be read`);
    return value;
  }

  private name(): string {
    NAME.lastIndex = this.position;
    const [name = ""] = NAME.exec(this.source) ?? [];
    this.position += name.length;
    return name;
  }

  /** After the name of a variable in braces. */
  private substitution(name: string, value: Value): Value {
    if (name === "") throw new WordError("a substitution has no name");
    let operator = this.next();
    if (operator === "}") return value;
    const emptyIsUnset = operator === ":";
    if (emptyIsUnset) operator = this.next();
    if (operator === "/" && !emptyIsUnset) return this.replacement(value);
    const isPattern = operator === "#" || operator === "%";
    if (!["-", "+", "?", "#", "%"].includes(operator) || (emptyIsUnset && isPattern)) {
      throw new WordError(`${operator} is no operator`);
    }
    const word = this.read("}", isPattern ? "pattern" : "plain").join("");
    const isUnset = value === undefined || (emptyIsUnset && value === "");
    if (operator === "-") return isUnset || value === UNKNOWN ? word : value;
    if (value === UNKNOWN) return value;
    if (operator === "+") return isUnset ? "" : word;
    if (operator === "#" || operator === "%") return trimmed(bounded(value ?? "", word), operator, word);
    if (isUnset) throw new WordError(`${name} must be set`);
    return value;
  }

  private replacement(value: Value): Value {
    const all = this.peek() === "/";
    if (all) this.position += 1;
    const pattern = this.read("/", "pattern").join("");
    const by = this.read("}", "raw").join("");
    return value === UNKNOWN ? value : replaced(bounded(value ?? "", pattern), pattern, by, all);
  }
}
