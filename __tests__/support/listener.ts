import fc from "fast-check";
import { isIncluded, matches } from "./wildcards";

/** A rule with at most one host, or several, as an environment has it. */
export interface Rule {
  readonly path: string;
  readonly host?: string | readonly string[];
}

export interface Request {
  readonly host: string;
  readonly path: string;
}

const hostsOf = ({ host }: Rule): readonly string[] =>
  host === undefined ? ["*"] : typeof host === "string" ? [host] : host;

const matchingHosts = (rule: Rule, { host, path }: Request): string[] =>
  matches(rule.path, path)
    ? hostsOf(rule)
        .map((each) => each.toLowerCase())
        .filter((each) => matches(each, host))
    : [];

/** The rules that a request matches, in the order in which an ALB asks them: it goes to the first. */
export const askedFor = <R extends Rule & { readonly priority: number }>(
  rules: readonly R[],
  request: Request,
): R[] =>
  rules.filter((rule) => matchingHosts(rule, request).length > 0).sort((a, b) => a.priority - b.priority);

const inclusions = new Map<string, boolean>();

/** Whether a pattern matches less than another and nothing else; the same pairs come again and again. */
function strictly(narrow: string, broad: string): boolean {
  const key = `${narrow} ${broad}`;
  const known = inclusions.get(key) ?? (isIncluded(narrow, broad) && !isIncluded(broad, narrow));
  inclusions.set(key, known);
  return known;
}

/** Whether the request is meant for `rule` rather than for `other`, both of which match it. */
export function isNarrower(rule: Rule, other: Rule, request: Request): boolean {
  const [own, others] = [matchingHosts(rule, request), matchingHosts(other, request)];
  const widest = (hosts: readonly string[]) =>
    hosts.filter((host) => !hosts.some((each) => strictly(host, each)));
  const pairs = widest(own).flatMap((host) => widest(others).map((each) => [host, each] as const));
  if (rule.host !== undefined && other.host === undefined) return true;
  if (pairs.every(([host, each]) => strictly(host, each))) return true;
  const sameHosts = pairs.every(([host, each]) => host === each);
  return (
    sameHosts && (rule.host === undefined) === (other.host === undefined) && strictly(rule.path, other.path)
  );
}

const EXACT = ["example.com", "app.example.com", "api.example.com", "app.eu.example.com", "App.Example.com"];
const WILDCARD = ["*.example.com", "*.eu.example.com", "*.com", "app.*", "a*.example.com", "???.example.com"];
const PATHS = [
  ...["/*", "/api/*", "/api/v1/*", "/api", "/api/orders", "/api*", "/web/*", "/a*", "/a?*", "/a*b", "/a*b*"],
  ...["/*b", "/*.json", "/api/*.json", "/?pi/*", "/API/*", "/files/*/raw", "/files/*"],
];

const word = fc.string({
  unit: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
  minLength: 1,
  maxLength: 6,
});
const exact = fc.oneof(
  fc.constantFrom(...EXACT),
  word.map((name) => `${name}.example.com`),
);
const host = fc.oneof(exact, fc.constantFrom(...WILDCARD));
const path = fc.oneof(
  fc.constantFrom(...PATHS),
  word.map((name) => `/${name}/*`),
);

/** Rules as teams write them, with more overlaps than they have. */
export const rule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ path, host }) },
  { weight: 2, arbitrary: fc.record({ path }) },
  { weight: 1, arbitrary: fc.record({ path, host: fc.uniqueArray(host, { minLength: 2, maxLength: 4 }) }) },
);

/** A rule with one host, or with any. */
export const singleRule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ path, host }) },
  { weight: 1, arbitrary: fc.record({ path }) },
);

/** Requests that match one rule at least: its wildcards filled in. */
export function requestsOf(rules: readonly Rule[]): Request[] {
  const fills = ["", "a", "x/y.json"];
  return rules.flatMap((each) =>
    hostsOf(each).flatMap((written) =>
      fills.map((fill) => ({
        host: written
          .toLowerCase()
          .replaceAll("*", fill.replace("/", ".") || "app")
          .replaceAll("?", "p"),
        path: each.path.replaceAll("*", fill).replaceAll("?", "a"),
      })),
    ),
  );
}
