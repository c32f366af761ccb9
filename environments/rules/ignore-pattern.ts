import { posix } from "node:path";
import { RE2JS } from "re2js";
import { isAccepted } from "./ignore-syntax";

/** One line of an ignore file, as Docker reads it. */
export interface IgnorePattern {
  /** Whether the line takes files back (`!`). */
  readonly isException: boolean;
  /** The line without its `!`. */
  readonly text: string;
  /** Whether the pattern names this path; a folder's contents follow from the folder, see `IgnoreFilter`. */
  readonly matches: (path: string) => boolean;
}

/** White space as Go trims it: unlike in JavaScript, without the byte order mark and with U+0085. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** The parts of a pattern that are translated; Docker means to escape `|`, `{` and `}` as well, and does not. */
const TOKEN = /\*\*\/?|\*|\?|\\.|[.+()$]/gsu;

/**
 * Reads one line of an ignore file; `undefined` for a comment or an empty line, `"invalid"` where Docker refuses the build.
 *
 * https://docs.docker.com/build/concepts/context/#dockerignore-files is the short form. The details, odd ones too, are those of
 * github.com/moby/patternmatcher, which a generated test compares with this.
 */
export function ignorePattern(line: string): IgnorePattern | "invalid" | undefined {
  if (line.startsWith("#")) return undefined;
  const trimmed = trim(line);
  if (trimmed === "") return undefined;
  const path = trimmed.startsWith("!") ? `!${withoutRoot(trim(trimmed.slice(1)))}` : withoutRoot(trimmed);
  const rooted = trim(path);
  if (rooted === "") return undefined;
  // Only now: Docker reads `/!a` as an exception too.
  const cleaned = clean(rooted);
  const isException = cleaned.startsWith("!");
  const text = isException ? cleaned.slice(1) : cleaned;
  if (text === "" || !isAccepted(text)) return "invalid";
  const matches = matcher(text);
  return matches === undefined ? "invalid" : { isException, text, matches };
}

function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text.charAt(start))) start += 1;
  while (end > start && SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The path in its shortest form, as Go cleans it. */
const clean = (path: string): string => posix.normalize(path).replace(/(?<=.)\/$/s, "");

function withoutRoot(path: string): string {
  if (path === "") return "";
  const cleaned = clean(path);
  return cleaned.length > 1 ? cleaned.replace(/^\//, "") : cleaned;
}

function matcher(pattern: string): IgnorePattern["matches"] | undefined {
  if (!/[*?[\]\\]/.test(pattern)) return (path) => path === pattern;
  const [, suffix] = /^\*\*([^*?[\]\\]*)$/s.exec(pattern) ?? [];
  if (suffix !== undefined) {
    return (path) => path.endsWith(suffix) || (suffix.startsWith("/") && path === suffix.slice(1));
  }
  const [, prefix] = /^([^*?[\]\\]*)\*\*$/s.exec(pattern) ?? [];
  if (prefix !== undefined) return (path) => path.startsWith(prefix);
  // By far the most frequent wildcard (`*`, `*.log`) does without the engine, which takes 20 ms to load.
  const [star, start = "", end = ""] = /^([^*?[\]\\|{}^]*)\*([^*?[\]\\|{}^]*)$/s.exec(pattern) ?? [];
  if (star !== undefined) {
    return (path) =>
      path.length >= start.length + end.length &&
      path.startsWith(start) &&
      path.endsWith(end) &&
      !path.slice(start.length, path.length - end.length).includes("/");
  }
  return expression(pattern);
}

/** Docker hands all other patterns to RE2, and what it does not translate (`[a-z]`, `\d`) means there what RE2 makes of it. */
function expression(pattern: string): IgnorePattern["matches"] | undefined {
  const translated = pattern.replace(TOKEN, (token, at: number) => {
    if (token.startsWith("**")) return at + token.length === pattern.length ? ".*" : "(.*/)?";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    return token.startsWith("\\") ? token : `\\${token}`;
  });
  try {
    const compiled = RE2JS.compile(`^${translated}$`);
    return (path) => compiled.test(path);
  } catch {
    return undefined;
  }
}
