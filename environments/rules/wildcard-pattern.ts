/** A pattern of a listener rule, with its parts counted: `*` matches any characters or none, `?` exactly one. */
export interface WildcardPattern {
  /** One spelling for each language: `?` before `*`, and no two `*` in a row. */
  readonly text: string;
  /** Characters before the first wildcard; one more than all of them when the pattern has no wildcard. */
  readonly prefix: number;
  readonly literals: number;
  readonly singles: number;
  readonly stars: number;
}

export function wildcardPattern(given: string): WildcardPattern {
  const text = given.replace(/[*?]+/g, (run) => run.replaceAll("*", "") + (run.includes("*") ? "*" : ""));
  const singles = text.split("?").length - 1;
  const stars = text.split("*").length - 1;
  const wildcard = text.search(/[*?]/);
  return {
    text,
    prefix: wildcard < 0 ? text.length + 1 : wildcard,
    literals: text.length - singles - stars,
    singles,
    stars,
  };
}

/**
 * Sorts the narrower of two patterns first. A pattern that includes another has at most as many literal characters,
 * then at most as many `?`, then more `*`, so this order agrees with inclusion wherever there is one.
 */
export const narrowerFirst = (a: WildcardPattern, b: WildcardPattern): number =>
  b.literals - a.literals || b.singles - a.singles || a.stars - b.stars;

/** Whether some text matches both patterns. */
export function overlaps(a: WildcardPattern, b: WildcardPattern): boolean {
  if (a.text === b.text || a.stars + a.singles + b.stars + b.singles === 0) return a.text === b.text;
  // `reached` holds the lengths of beginnings of b that share a text with the beginning of a read so far.
  let reached = skipStars(b.text, [0]);
  for (const symbol of a.text) {
    const next = new Set<number>();
    for (const at of reached) {
      const other = b.text[at];
      if (symbol === "*") for (let end = at; end <= b.text.length; end += 1) next.add(end);
      else if (other === "*") next.add(at);
      else if (other !== undefined && (symbol === "?" || other === "?" || symbol === other)) next.add(at + 1);
    }
    if (next.size === 0) return false;
    reached = skipStars(b.text, next);
  }
  return reached.has(b.text.length);
}

/** Whether each text that matches `narrow` matches `broad` too. */
export function includes(broad: WildcardPattern, narrow: WildcardPattern): boolean {
  let reached = skipStars(broad.text, [0]);
  for (const symbol of narrow.text) {
    const next = new Set<number>();
    for (const at of reached) {
      const own = broad.text[at];
      if (own === "*") next.add(at);
      // A `*` may be empty or long: only a `*` takes it, or a `?` that a `*` follows, which then still has its one to come.
      else if (symbol === "*") {
        if (own === "?" && /^\?*\*/.test(broad.text.slice(at))) next.add(at);
      } else if (own === "?" || own === symbol) next.add(at + 1);
    }
    reached = skipStars(broad.text, next);
  }
  return reached.has(broad.text.length);
}

/** The places in a pattern, and those behind a `*`, which may match nothing. */
function skipStars(text: string, places: Iterable<number>): Set<number> {
  const all = new Set(places);
  for (const at of all) if (text[at] === "*") all.add(at + 1);
  return all;
}
