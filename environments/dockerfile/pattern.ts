/** Removes what the pattern matches at the beginning (`#`) or the end (`%`): the shortest, or the longest when doubled. */
export function trimmed(value: string, side: "#" | "%", word: string): string {
  const longest = word.startsWith(side);
  const pattern = expressionOf(longest ? word.slice(1) : word, side === "#" && !longest ? ".*?" : ".*");
  if (side === "#") return value.replace(new RegExp(`^${pattern}`), "");
  // The rest is as long as possible when the match is as short as possible.
  return value.replace(new RegExp(`^(${longest ? ".*?" : ".*"})${pattern}$`), "$1");
}

/** Replaces the first match, or all of them. */
export function replaced(value: string, pattern: string, by: string, all: boolean): string {
  return value.replace(new RegExp(expressionOf(pattern, ".*"), all ? "g" : ""), () => by);
}

/**
 * A shell pattern: `*` and `?`, each literal after a backslash.
 * Source: https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go (convertShellPatternToRegex)
 */
const expressionOf = (pattern: string, star: ".*" | ".*?"): string =>
  pattern.replace(/\\([\s\S])|([\s\S])/g, (_, escaped?: string, plain?: string) => {
    if (plain === "*") return star;
    if (plain === "?") return ".";
    return (escaped ?? plain ?? "").replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
