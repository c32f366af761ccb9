import { heredocsOf, type Heredoc } from "./heredoc";

/** Character that escapes others and, at the end of a line, continues it. */
export type Escape = "\\" | "`";

export interface Lines {
  readonly escape: Escape;
  /** One instruction each: continued lines joined; comments and the contents of heredocs left out. */
  readonly lines: readonly string[];
  /** Name of a heredoc that no line ends; the build fails with "unterminated heredoc". */
  readonly unterminated?: string;
}

const DIRECTIVE = /^#\s*([a-z][a-z0-9]*)\s*=(.+)$/i;
const DIRECTIVES = new Set(["syntax", "escape", "check"]);
/** A trailing escape continues the line unless another one precedes it. */
const CONTINUED: Readonly<Record<Escape, RegExp>> = {
  "\\": /(^|[^\\])\\[ \t]*$/,
  "`": /(^|[^`])`[ \t]*$/,
};

/**
 * Splits a Dockerfile into instructions by Docker's rules. This is the one place that corrects `dockerfile-ast`, which
 * misses heredocs with a file descriptor (`3<<EOF`) or a space (`<< EOF`), continues a line after an escaped escape
 * (`C:\\`), and accepts an `escape` directive after a comment.
 * Source: https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/parser.go
 */
export function readLines(text: string): Lines {
  const raw = text.replace(/^\uFEFF/, "").split("\n");
  const source = raw.map(withoutReturns);
  const escape = escapeOf(source);
  const lines: string[] = [];
  let unterminated: string | undefined;
  for (let index = 0; index < source.length;) {
    const { line, next } = logicalLine(source, index, CONTINUED[escape]);
    index = next;
    if (line.trim() === "") continue;
    lines.push(line.trim());
    for (const heredoc of heredocsOf(line)) {
      const end = endOf(heredoc, source, index);
      unterminated ??= end === undefined ? heredoc.name : undefined;
      index = end ?? source.length;
    }
  }
  return { escape, lines, ...(unterminated !== undefined && { unterminated }) };
}

/** Without a regular expression, which would read a long run of them again from each of its characters. */
function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === "\r") end -= 1;
  return line.slice(0, end);
}

/** Directives are the comments before everything else, up to the first that is none. */
function escapeOf(source: readonly string[]): Escape {
  for (const line of source) {
    const [, name = "", rest = ""] = DIRECTIVE.exec(line.trimStart()) ?? [];
    const value = rest.trim();
    if (value === "" || !DIRECTIVES.has(name.toLowerCase())) return "\\";
    if (name.toLowerCase() === "escape") return value === "`" ? value : "\\";
  }
  return "\\";
}

function logicalLine(source: readonly string[], start: number, continued: RegExp) {
  const first = source[start] ?? "";
  let line = isComment(first) ? "" : first.trimStart();
  let next = start + 1;
  if (!continued.test(line)) return { line, next };
  line = line.replace(continued, "$1");
  for (; next < source.length; next += 1) {
    const more = source[next] ?? "";
    if (isComment(more) || more.trim() === "") continue;
    line += more.replace(continued, "$1");
    if (!continued.test(more)) return { line, next: next + 1 };
  }
  return { line, next };
}

const isComment = (line: string): boolean => line.trimStart().startsWith("#");

/** Index of the line after a heredoc's last; `undefined` where no line ends it. */
function endOf({ name, tabs }: Heredoc, source: readonly string[], start: number): number | undefined {
  for (let index = start; index < source.length; index += 1) {
    const line = source[index] ?? "";
    if ((tabs ? line.replace(/^\t+/, "") : line) === name) return index + 1;
  }
  return undefined;
}
