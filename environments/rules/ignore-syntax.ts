const ITEM = String.raw`(?:[^\\\-\]]|\\.)`;
/** One or more characters or ranges in brackets; `^` in front negates. */
const CLASS = String.raw`\[(?:\^|(?!\^))(?:${ITEM}(?:-${ITEM})?)+\]`;
/** Stars, and the well-formed part of a pattern up to the next star. */
const CHUNK = new RegExp(String.raw`\**((?:[^\\[*]|\\.|${CLASS})*)`, "suy");
const SINGLE_CLASS = new RegExp(`^${CLASS}$`, "su");

/**
 * Whether Docker accepts the form of a pattern. Docker asks Go's `filepath.Match` whether the pattern matches a dot, only to have
 * it refuse a wrong one; but that stops reading at the first star after something that does not match, so later mistakes pass.
 */
export function isAccepted(pattern: string): boolean {
  let at = 0;
  while (at < pattern.length) {
    CHUNK.lastIndex = at;
    const [all = "", chunk = ""] = CHUNK.exec(pattern) ?? [];
    const end = at + all.length;
    if (end < pattern.length && pattern[end] !== "*") return false;
    if (at > 0 || !matchesDot(chunk)) return true;
    at = end;
  }
  return true;
}

function matchesDot(chunk: string): boolean {
  if (!SINGLE_CLASS.test(chunk)) return [".", "?", "\\."].includes(chunk);
  const isNegated = chunk.startsWith("[^");
  const ranges = chunk.slice(isNegated ? 2 : 1, -1).matchAll(/\\?(.)(?:-\\?(.))?/gsu);
  const isIn = [...ranges].some(([, low = "", high = low]) => low <= "." && "." <= high);
  return isIn !== isNegated;
}
