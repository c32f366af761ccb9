/**
 * What the patterns of listener rules mean, written down a second time and as directly as possible: tests compare the
 * rules of the project with it.
 */

const expressions = new Map<string, RegExp>();

/** Whether a text matches a pattern, as the balancer does it. */
export function matches(pattern: string, text: string): boolean {
  const known = expressions.get(pattern);
  if (known) return known.test(text);
  const escaped = pattern.replace(/[$()+.[\\\]^{|}]/g, "\\$&");
  expressions.set(pattern, new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`));
  return matches(pattern, text);
}

/** A character that is in no pattern. */
const OTHER = "\u0000";

/**
 * Whether each text of `narrow` is one of `broad`: walks through both automata at once, with every character of the
 * patterns and one of no pattern.
 */
export function isIncluded(narrow: string, broad: string): boolean {
  const alphabet = new Set(`${narrow}${broad}${OTHER}`.replace(/[*?]/g, ""));
  const start = [places(narrow, [0]), places(broad, [0])] as const;
  const seen = new Set<string>();
  const waiting = [start];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [own, other] = pair;
    if (own.has(narrow.length) && !other.has(broad.length)) return false;
    for (const letter of alphabet) {
      const next = [step(narrow, own, letter), step(broad, other, letter)] as const;
      const key = next.map((each) => [...each].sort((a, b) => a - b).join(",")).join("|");
      if (next[0].size === 0 || seen.has(key)) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return true;
}

const step = (pattern: string, from: ReadonlySet<number>, letter: string): Set<number> =>
  places(
    pattern,
    [...from].flatMap((at) =>
      pattern[at] === "*" ? [at] : pattern[at] === "?" || pattern[at] === letter ? [at + 1] : [],
    ),
  );

function places(pattern: string, from: readonly number[]): Set<number> {
  const all = new Set(from);
  for (const at of all) if (pattern[at] === "*") all.add(at + 1);
  return all;
}
