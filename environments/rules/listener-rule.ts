import { ownPriority, type HostKind } from "./listener-slots";
import { includes, narrowerFirst, overlaps, wildcardPattern, type WildcardPattern } from "./wildcard-pattern";

/** A rule has 5 values, one of which is the path; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const MAX_HOSTS = 4;

/** What a request must have to reach a service. */
export interface ListenerRule {
  readonly path: string;
  readonly host?: string | readonly string[];
}

/** The host patterns of a rule; none: any host. */
export const hostsOf = (host: ListenerRule["host"]): readonly string[] =>
  host === undefined ? [] : typeof host === "string" ? [host] : host;

export interface RuleConditions {
  /** Hosts and path as written, one text for one rule. */
  readonly text: string;
  readonly kind: HostKind;
  /** In lower case, without those that another host of the rule includes. Paths keep their case. */
  readonly hosts: readonly WildcardPattern[];
  readonly path: WildcardPattern;
  /** The priority of the rule where no other is in its way. */
  readonly own: number;
}

export function conditionsOf({ host, path }: ListenerRule): RuleConditions {
  const written = hostsOf(host);
  const hosts = written.map((each) => wildcardPattern(each.toLowerCase()));
  const kind = hosts.length === 0 ? "any" : hosts.every(isExact) ? "exact" : "wildcard";
  const text = `${[...written].sort().join(" ")}\n${path}`;
  const pattern = wildcardPattern(path);
  return {
    text,
    kind,
    hosts: kind === "any" ? [ANY_HOST] : hosts.filter(isNeeded),
    path: pattern,
    own: ownPriority(text, kind, pattern.prefix),
  };
}

/**
 * Which of two rules must be asked first.
 *
 * `apart`: no request matches both. `same`: a host of one with its path matches exactly what a host of the other does.
 * `equal`: they overlap, and neither is narrower. `unclear`: the first for some hosts, the second for others.
 */
export type RuleOrder = "apart" | "same" | "equal" | "first" | "second" | "unclear";

/**
 * The narrower host decides, then the narrower path. Of two that overlap without one including the other, the one
 * with more literal characters is asked first.
 */
export function orderOf(a: RuleConditions, b: RuleConditions): RuleOrder {
  if (!overlaps(a.path, b.path)) return "apart";
  const orders = new Set<RuleOrder>();
  for (const mine of a.hosts) {
    for (const other of b.hosts) {
      if (!overlaps(mine, other)) continue;
      const hosts = byHost(a, mine, b, other);
      if (hosts === 0 && mine.text === other.text && a.path.text === b.path.text) return "same";
      const rank = hosts || byPath(a.path, b.path);
      orders.add(rank === 0 ? "equal" : rank < 0 ? "first" : "second");
    }
  }
  if (orders.size > 1) orders.delete("equal");
  const [order = "apart", ...more] = orders;
  if (more.length === 0) return order;
  return hidesAll(b, a) ? "first" : hidesAll(a, b) ? "second" : "unclear";
}

/** Whether a rule that is asked before another leaves it no request. */
export const hidesAll = (first: RuleConditions, second: RuleConditions): boolean =>
  second.hosts.every((host) => hidesHost(first, second, host));

/** Whether a rule that is asked before another leaves it no request for one of its hosts. */
export const hidesHost = (first: RuleConditions, second: RuleConditions, host: WildcardPattern): boolean =>
  includes(first.path, second.path) && first.hosts.some((broad) => includes(broad, host));

const ANY_HOST = wildcardPattern("*");

const isNeeded = (host: WildcardPattern, index: number, hosts: readonly WildcardPattern[]): boolean =>
  !hosts.some((other, at) => (other.text === host.text ? at < index : includes(other, host)));

const isExact = ({ stars, singles }: WildcardPattern): boolean => stars + singles === 0;

const hostRank = (rule: RuleConditions, host: WildcardPattern): number =>
  rule.kind === "any" ? 2 : isExact(host) ? 0 : 1;

const byHost = (
  a: RuleConditions,
  mine: WildcardPattern,
  b: RuleConditions,
  other: WildcardPattern,
): number => hostRank(a, mine) - hostRank(b, other) || narrowerFirst(mine, other);

const byPath = (a: WildcardPattern, b: WildcardPattern): number => b.prefix - a.prefix || narrowerFirst(a, b);
