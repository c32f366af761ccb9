import fc from "fast-check";
import { assignPriorities } from "../../../environments/rules/listener-priority";
import { listenerRuleProblems } from "../../../environments/rules/listener-rule-problems";
import { MAX_PRIORITY } from "../../../environments/rules/listener-slots";
import { askedFor, isNarrower, requestsOf, type Rule } from "../../support/listener";

const CASES = { numRuns: 15 };
const APP = "app.example.com";
const TENANTS = "*.example.com";

const leading = (word: string): Rule => ({ path: `/*/${word}/*` });
const api = (word: string): Rule => ({ path: `/api/*/${word}/*` });
const wildcardHost = (word: string): Rule => ({ path: "/*", host: `*.${word}.*.example.com` });

/** Rules of one shape, one for each word, some with broader ones beside. */
const SHAPES: [string, (words: readonly string[]) => Rule[]][] = [
  ["paths that begin with a wildcard", (words) => words.map(leading)],
  [
    "paths that begin with a wildcard on one host",
    (words) => words.map((word) => ({ ...leading(word), host: APP })),
  ],
  [
    "paths that begin with a wildcard on a wildcard host",
    (words) => words.map((word) => ({ ...leading(word), host: TENANTS })),
  ],
  ["paths with a wildcard in the middle", (words) => words.map(api)],
  [
    "wildcard hosts that overlap one another, and one that includes them",
    ([, ...words]) => [{ path: "/*", host: TENANTS }, ...words.map(wildcardHost)],
  ],
  [
    "paths with and without a wildcard at their beginning, and one that includes them",
    ([, ...words]) => [
      { path: "/*" },
      ...words.map((word, index) => (index % 2 === 0 ? leading(word) : { path: `/${word}/*` })),
    ],
  ],
  [
    "all of them, with an exact host, a wildcard host and none",
    ([, , , ...words]) => [
      { path: "/*" },
      { path: "/*", host: TENANTS },
      { path: "/*", host: APP },
      ...words.map((word, index): Rule => {
        const each = [leading, api, leading, wildcardHost][index % 4]?.(word) ?? leading(word);
        return index % 3 === 0 ? each : { ...each, host: each.host ?? (index % 3 === 1 ? TENANTS : APP) };
      }),
    ],
  ],
];

const words = (count: number) =>
  fc.uniqueArray(fc.stringMatching(/^[a-z]{3,14}$/), { minLength: count, maxLength: count });

const prioritiesOf = (rules: readonly Rule[]): number[] =>
  assignPriorities(rules).map(({ priority }) => priority);

const asServices = (rules: readonly Rule[]) =>
  assignPriorities(rules).map((each, index) => ({ ...each, service: `s${index}`, pinned: false }));

describe.each([20, 40])("%i services", (count) => {
  it.each(SHAPES)("are accepted, without a collision, with %s", (_, rulesOf) => {
    fc.assert(
      fc.property(words(count), (names) => {
        const asked = asServices(rulesOf(names));
        expect(listenerRuleProblems(asked)).toEqual([]);
        const priorities = asked.map(({ priority }) => priority);
        expect(new Set(priorities).size).toBe(count);
        expect(Math.min(...priorities)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...priorities)).toBeLessThanOrEqual(MAX_PRIORITY);
      }),
      CASES,
    );
  });

  it.each(SHAPES)("never ask a rule before one that it includes, with %s", (_, rulesOf) => {
    fc.assert(
      fc.property(words(count), (names) => {
        const asked = asServices(rulesOf(names));
        for (const request of requestsOf(asked)) {
          const [first, ...others] = askedFor(asked, request);
          const narrower = others.filter((other) => first && isNarrower(other, first, request));
          expect({ request, first, narrower }).toEqual({ request, first, narrower: [] });
        }
      }),
      { numRuns: 3 },
    );
  });

  it.each(SHAPES)(
    "never get a priority that another has until the same deployment, when some are added or removed, with %s",
    (_, rulesOf) => {
      fc.assert(
        fc.property(words(count), fc.integer({ min: 1, max: 5 }), (names, added) => {
          const all = rulesOf(names);
          const fewer = prioritiesOf(all.slice(added));
          const more = prioritiesOf(all).slice(added);
          for (const [index, priority] of fewer.entries()) {
            expect(more.filter((_each, other) => other !== index)).not.toContain(priority);
          }
        }),
        CASES,
      );
    },
  );

  it.each(SHAPES)("have priorities that depend on no order of the services, with %s", (_, rulesOf) => {
    fc.assert(
      fc.property(words(count), (names) => {
        const rules = rulesOf(names);
        expect(prioritiesOf([...rules].reverse()).reverse()).toEqual(prioritiesOf(rules));
      }),
      { numRuns: 3 },
    );
  });

  it("keep nearly all priorities when a service is added, with paths that begin with a wildcard", () => {
    let [kept, all] = [0, 0];
    fc.assert(
      fc.property(words(count + 1), (names) => {
        const [before, after] = [names.slice(1), names].map((each) => prioritiesOf(each.map(leading)));
        kept += before?.filter((priority, index) => priority === after?.[index + 1]).length ?? 0;
        all += count;
      }),
      // A mean, so the same cases each time.
      { numRuns: 30, seed: 1 },
    );
    expect(kept / all).toBeGreaterThan(0.75);
  });
});

describe("live listeners", () => {
  // Computed before rules of equal rank could do without an order: reserves are in these sets that only the order needed.
  it.each<[string, Rule[], number[]]>([
    [
      "paths that begin with a wildcard",
      ["items", "search", "images", "tasks", "roles", "stock"].map(leading),
      [49730, 29441, 29650, 29856, 29726, 29703],
    ],
    [
      "paths with a wildcard in the middle",
      ["search", "admin", "images", "events", "tasks", "tags"].map(api),
      [29069, 29791, 29047, 29287, 29503, 48536],
    ],
    [
      "wildcard hosts",
      ["carts", "login", "files", "notes", "keys", "returns"].map(wildcardHost),
      [25392, 25088, 24989, 25324, 25464, 24571],
    ],
    [
      "paths that begin with a wildcard on one host",
      ["search", "reports", "events", "notes", "roles", "prices"].map((word) => ({
        ...leading(word),
        host: APP,
      })),
      [2055, 1673, 1850, 2134, 2459, 2117],
    ],
  ])("keep the priorities of %s", (_, rules, priorities) => {
    expect(prioritiesOf(rules)).toEqual(priorities);
  });
});
