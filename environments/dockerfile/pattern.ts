import { RE2JS } from "re2js";

/** Removes what the pattern matches at the beginning (`#`) or the end (`%`): the shortest, or the longest when doubled. */
export function trimmed(value: string, side: "#" | "%", word: string): string {
  const longest = word.startsWith(side);
  const pattern = expressionOf(longest ? word.slice(1) : word, side === "#" && !longest ? ".*?" : ".*");
  if (side === "#") return RE2JS.compile(`^${pattern}`).matcher(value).replaceFirst("");
  // The rest is as long as possible when the match is as short as possible.
  const found = RE2JS.compile(`^(${longest ? ".*?" : ".*"})${pattern}$`).matcher(value);
  return found.find() ? (found.group(1) ?? "") : value;
}

/** Replaces the first match, or all of them. */
export function replaced(value: string, pattern: string, by: string, all: boolean): string {
  const found = RE2JS.compile(expressionOf(pattern, ".*")).matcher(value);
  const text = RE2JS.quoteReplacement(by);
  return all ? found.replaceAll(text) : found.replaceFirst(text);
}

/**
 * A shell pattern: `*` and `?`, each literal after a backslash. RE2, which Docker uses too, takes linear time.
 * Source: https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go (convertShellPatternToRegex)
 */
const expressionOf = (pattern: string, star: ".*" | ".*?"): string =>
  pattern.replace(/\\([\s\S])|([\s\S])/g, (_, escaped?: string, plain?: string) => {
    if (plain === "*") return star;
    if (plain === "?") return ".";
    return (escaped ?? plain ?? "").replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
  });
