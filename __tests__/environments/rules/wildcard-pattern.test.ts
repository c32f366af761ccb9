import fc from "fast-check";
import {
  includes,
  narrowerFirst,
  overlaps,
  wildcardPattern,
} from "../../../environments/rules/wildcard-pattern";
import { isIncluded, matches } from "../../support/wildcards";

const CASES = { numRuns: 3_000 };
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 7 });
const filled = (text: string, fill: readonly string[]) => {
  const left = [...fill];
  return text.replace(/[*?]/g, (each) => (each === "*" ? (left.pop() ?? "") : "c"));
};
/** A pattern, and one that was made from it by filling some of its wildcards. */
const nested = fc
  .tuple(
    pattern,
    fc.array(fc.constantFrom("", "a", "*", "?", "b*", "?a", "*?"), { minLength: 7, maxLength: 7 }),
  )
  .map(([broad, fill]) => [broad, filled(broad, fill)] as const);
const pairs = fc.oneof(fc.tuple(pattern, pattern), nested);

describe("includes", () => {
  it("agrees with a walk through both automata", () => {
    fc.assert(
      fc.property(pairs, ([broad, narrow]) => {
        expect(includes(wildcardPattern(broad), wildcardPattern(narrow))).toBe(isIncluded(narrow, broad));
      }),
      CASES,
    );
  });

  it.each([
    ["?*", "*a", true],
    ["*?*", "a", true],
    ["*a?*", "*a", false],
    ["/a*", "/a?*b", true],
    ["/a?b", "/a*b", false],
    ["*.example.com", "*.eu.example.com", true],
    ["*.example.com", "example.com", false],
  ])("%s includes %s: %s", (broad, narrow, expected) => {
    expect(includes(wildcardPattern(broad), wildcardPattern(narrow))).toBe(expected);
  });

  it("answers in milliseconds for patterns of wildcards alone", () => {
    const hostile = (end: string) => wildcardPattern(`${"*a?".repeat(42)}${end}`);
    const started = performance.now();
    expect(includes(hostile("b"), hostile("c"))).toBe(false);
    expect(overlaps(hostile("b"), hostile("c"))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

it("gives two patterns one text exactly when they match the same", () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      expect(wildcardPattern(a).text === wildcardPattern(b).text).toBe(isIncluded(a, b) && isIncluded(b, a));
    }),
    CASES,
  );
});

it("sorts a pattern before each other pattern that includes it", () => {
  fc.assert(
    fc.property(pairs, ([broad, narrow]) => {
      fc.pre(isIncluded(narrow, broad) && !isIncluded(broad, narrow));
      const [first, second] = [wildcardPattern(narrow), wildcardPattern(broad)];
      expect(first.prefix).toBeGreaterThanOrEqual(second.prefix);
      expect(narrowerFirst(first, second)).toBeLessThan(0);
    }),
    CASES,
  );
});

describe("overlaps", () => {
  const letters = ["", "a", "b", "c"];
  const words = letters
    .flatMap((one) => letters.map((two) => one + two))
    .flatMap((begin, _, all) => all.map((end) => begin + end));
  const short = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });

  it("finds a common text, and only then", () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        const literal = a.replaceAll("*", "").length + b.replaceAll("*", "").length;
        fc.pre(literal <= 4);
        const common = words.some((word) => matches(a, word) && matches(b, word));
        expect(overlaps(wildcardPattern(a), wildcardPattern(b))).toBe(common);
      }),
      CASES,
    );
  });
});
