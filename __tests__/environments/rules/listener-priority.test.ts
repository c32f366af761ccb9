import { createHash } from "node:crypto";
import fc from "fast-check";
import { assignPriorities } from "../../../environments/rules/listener-priority";
import { conditionsOf, orderOf } from "../../../environments/rules/listener-rule";
import { listenerRuleProblems } from "../../../environments/rules/listener-rule-problems";
import { MAX_PRIORITY, reservePriority, RESERVES } from "../../../environments/rules/listener-slots";
import { askedFor, isNarrower, requestsOf, rule, singleRule, type Rule } from "../../support/listener";

const CASES = { numRuns: 10_000 };
const several = (each: fc.Arbitrary<Rule>, maxLength = 6) =>
  fc.uniqueArray(each, { maxLength, selector: (one) => JSON.stringify(one) });

const listenerPriorities = (rules: readonly Rule[]): number[] =>
  assignPriorities(rules).map(({ priority }) => priority);

const asServices = (rules: readonly Rule[]) =>
  assignPriorities(rules).map((each, index) => ({ ...each, service: `s${index}`, pinned: false }));

/** The priority of a rule before rules were ordered by inclusion, which live listeners have. */
function ownPriority({ path, host = [] }: Rule): number {
  const wildcard = path.search(/[*?]/);
  const literal = Math.min(wildcard < 0 ? path.length + 1 : wildcard, 99);
  const hosts = typeof host === "string" ? [host] : [...host].sort();
  const hash = createHash("sha256")
    .update(`${hosts.join(" ")}\n${path}`)
    .digest()
    .readUInt32BE(0);
  return ((hosts.length > 0 ? 0 : 100) + 99 - literal) * 250 + (hash % 250) + 1;
}

describe("order", () => {
  it("puts what is more specific first", () => {
    const order: Rule[] = [
      { path: "/api/orders", host: "shop.example.com" },
      { path: "/api/*", host: "shop.example.com" },
      { path: "/*", host: "shop.example.com" },
      { path: "/api/*", host: "*.example.com" },
      { path: "/*", host: "*.example.com" },
      { path: "/api/*", host: "*.com" },
      { path: "/*", host: "*.com" },
      { path: "/api/orders" },
      { path: "/api/orders*" },
      { path: "/api/*.json" },
      { path: "/api/*" },
      { path: "/a*b" },
      { path: "/a?*" },
      { path: "/a*" },
      { path: "/*b" },
      { path: "/*" },
    ];
    const priorities = listenerPriorities(order);
    expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
    expect(new Set(priorities).size).toBe(order.length);
  });

  it("asks an exact host before a wildcard host, whatever their names", () => {
    const names = Array.from({ length: 40 }, (_, index) => `app${index}.example.com`);
    const wrong = names.filter((host) => {
      const [app = 0, tenants = 0] = listenerPriorities([
        { path: "/*", host },
        { path: "/*", host: "*.example.com" },
      ]);
      return app >= tenants;
    });
    expect(wrong).toEqual([]);
  });

  it("sends each request to the narrowest rule that matches it", () => {
    let accepted = 0;
    fc.assert(
      fc.property(several(rule), (rules) => {
        const asked = asServices(rules);
        if (listenerRuleProblems(asked).length > 0) return;
        accepted += 1;
        for (const request of requestsOf(rules)) {
          const [first, ...others] = askedFor(asked, request);
          for (const other of others) {
            if (first && isNarrower(other, first, request))
              throw new Error(JSON.stringify({ request, first, other }));
          }
        }
      }),
      CASES,
    );
    expect(accepted).toBeGreaterThan(CASES.numRuns / 4);
  });

  it("refuses rules with one host at most only where two match the same requests", () => {
    fc.assert(
      fc.property(several(singleRule), (rules) => {
        const distinct = rules.filter((each, index) =>
          rules.slice(0, index).every((other) => orderOf(conditionsOf(other), conditionsOf(each)) !== "same"),
        );
        expect(listenerRuleProblems(asServices(distinct))).toEqual([]);
      }),
      CASES,
    );
  });

  it("depends on no order of the rules", () => {
    fc.assert(
      fc.property(several(rule), (rules) => {
        expect(listenerPriorities([...rules].reverse()).reverse()).toEqual(listenerPriorities(rules));
      }),
    );
  });
});

describe("stability", () => {
  /** Names in one place of the class of \`/*\`, and pairs of names that meet in their first reserve too. */
  const crowded = (() => {
    const byPlace = new Map<number, Rule[]>();
    for (let index = 0; index < 5_000; index += 1) {
      const each = { path: "/*", host: `h${index}.example.com` };
      const priority = ownPriority(each);
      byPlace.set(priority, [...(byPlace.get(priority) ?? []), each]);
    }
    return [...byPlace.values()].slice(0, 20).flat();
  })();
  const neighbourhood = fc.oneof(
    fc.tuple(several(rule), rule),
    fc.tuple(several(fc.oneof(singleRule, fc.constantFrom(...crowded))), fc.constantFrom(...crowded)),
  );

  it("keeps every priority of a listener whose rules were distinct and in order", () => {
    let kept = 0;
    fc.assert(
      fc.property(several(rule, 5), (rules) => {
        const byOwn = [...rules].sort((a, b) => ownPriority(a) - ownPriority(b));
        const inOrder = byOwn.every((first, index) =>
          byOwn.slice(index + 1).every((second) => {
            const order = orderOf(conditionsOf(first), conditionsOf(second));
            return ownPriority(first) !== ownPriority(second) && (order === "apart" || order === "first");
          }),
        );
        if (!inOrder) return;
        kept += 1;
        expect(listenerPriorities(rules)).toEqual(rules.map(ownPriority));
      }),
      CASES,
    );
    expect(kept).toBeGreaterThan(CASES.numRuns / 4);
  });

  it("never gives a rule a priority that another has until the same deployment, when one is added or removed", () => {
    let moved = 0;
    fc.assert(
      fc.property(neighbourhood, ([rules, added]) => {
        const before = listenerPriorities(rules);
        const after = listenerPriorities([...rules, added]);
        before.forEach((priority, index) => {
          if (priority !== after[index]) moved += 1;
          expect(after.filter((_, other) => other !== index)).not.toContain(priority);
        });
      }),
      CASES,
    );
    expect(moved).toBeGreaterThan(100);
  });

  const known = new Map<Rule, Set<number>>();

  /** Every priority that a rule can come to have. */
  const places = (each: Rule): Set<number> => {
    const found = known.get(each);
    if (found) return found;
    const { own, text, kind } = conditionsOf(each);
    const levels = Array.from({ length: RESERVES }, (_, level) => reservePriority(text, kind, level + 1));
    const all = new Set([own, ...levels]);
    known.set(each, all);
    return all;
  };

  it("moves only rules that overlap the new one or meet it in a priority, and those that do so with them", () => {
    fc.assert(
      fc.property(neighbourhood, ([rules, added]) => {
        const before = listenerPriorities(rules);
        const after = listenerPriorities([...rules, added]);
        const reached = new Set<Rule>([added]);
        for (const from of reached) {
          for (const each of rules) {
            const overlap = orderOf(conditionsOf(from), conditionsOf(each)) !== "apart";
            if (overlap || [...places(from)].some((place) => places(each).has(place))) reached.add(each);
          }
        }
        const moved = rules.filter((_, index) => before[index] !== after[index]);
        expect(moved.filter((each) => !reached.has(each))).toEqual([]);
      }),
      CASES,
    );
  });
});

describe("many services with a host of their own", () => {
  const hosts = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/), { minLength: 100, maxLength: 100 });

  it("never collide, 100 of them with a wildcard host beside", () => {
    fc.assert(
      fc.property(hosts, (names) => {
        const exact = names.map((name): Rule => ({ path: "/*", host: `${name}.example.com` }));
        const priorities = listenerPriorities([...exact, { path: "/*", host: "*.example.com" }]);
        expect(new Set(priorities).size).toBe(101);
        expect(Math.max(...priorities)).toBe(priorities.at(-1));
        expect(Math.min(...priorities)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...priorities)).toBeLessThanOrEqual(MAX_PRIORITY);
      }),
      { numRuns: 300 },
    );
  });
});
