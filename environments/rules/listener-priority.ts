import { createHash } from "node:crypto";

/** An ALB listener takes rule priorities from 1 to this. */
export const HIGHEST_PRIORITY = 50_000;

/** A rule has 5 values, one of which is the path; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const MOST_HOSTS = 4;

/** The host patterns of a rule; none: any host. */
export const hostsOf = (host: string | readonly string[] | undefined): readonly string[] =>
  host === undefined ? [] : typeof host === "string" ? [host] : host;

const LENGTH_CLASSES = 100;
const SLOTS = HIGHEST_PRIORITY / (2 * LENGTH_CLASSES);

/**
 * Priority of a listener rule, 1 to 50000, from nothing but the rule itself: adding or removing another service
 * never moves it. Rules with a host come before rules without, longer literal paths before shorter ones, exact
 * paths before patterns of the same length. Two different rules of one class may meet in a slot (1 in 250); the
 * caller refuses that and asks for an explicit priority.
 */
export function listenerPriority(path: string, host?: string | readonly string[]): number {
  const wildcard = path.search(/[*?]/);
  const literal = wildcard < 0 ? path.length + 1 : wildcard;
  const lengthClass = LENGTH_CLASSES - 1 - Math.min(literal, LENGTH_CLASSES - 1);
  const hostClass = host === undefined ? 1 : 0;
  const slot =
    createHash("sha256")
      .update(`${[...hostsOf(host)].sort().join(" ")}\n${path}`)
      .digest()
      .readUInt32BE(0) % SLOTS;
  return (hostClass * LENGTH_CLASSES + lengthClass) * SLOTS + slot + 1;
}

/** A rule on the balancer as its owner wrote it. */
export interface ListenerRule {
  readonly service: string;
  readonly path: string;
  readonly host?: string | readonly string[];
  readonly priority: number;
}

/** Two services with one rule, or one priority: the second of each pair is reported. */
export function listenerRuleProblems(rules: readonly ListenerRule[]): string[] {
  const problems: string[] = [];
  const byCondition = new Map<string, ListenerRule>();
  const byPriority = new Map<number, ListenerRule>();
  for (const rule of rules) {
    const conditions = (rule.host === undefined ? [""] : hostsOf(rule.host)).map((host) => ({
      host,
      key: JSON.stringify([rule.path, host.toLowerCase()]),
    }));
    const met = conditions.find(({ key }) => byCondition.has(key));
    const same = met && byCondition.get(met.key);
    const taken = byPriority.get(rule.priority);
    if (same) {
      const host = met.host === "" ? "" : ` for host "${met.host}"`;
      problems.push(
        `services.${rule.service}.route.path must be unique on the load balancer, got "${rule.path}"${host}, which services.${same.service} has too`,
      );
    } else if (taken) {
      problems.push(
        `services.${rule.service}.route.priority must be unique on the load balancer, got ${rule.priority}, which services.${taken.service} has too; set route.priority of one of them`,
      );
    }
    if (!same) conditions.forEach(({ key }) => byCondition.set(key, rule));
    if (!taken) byPriority.set(rule.priority, rule);
  }
  return problems;
}
