import {
  conditionsOf,
  hidesAll,
  hidesHost,
  hostsOf,
  orderOf,
  type ListenerRule,
  type RuleConditions,
} from "./listener-rule";
import { wildcardPattern } from "./wildcard-pattern";

/** A rule on the balancer as a service has it. */
export interface ServiceRule extends ListenerRule {
  readonly service: string;
  readonly priority: number;
  /** Whether the priority is written in the environment. */
  readonly pinned: boolean;
}

interface Checked extends ServiceRule {
  readonly conditions: RuleConditions;
}

/** Rules that the listener cannot have, or that would never serve a request; one problem for each pair, or for each rule that several hide. */
export function listenerRuleProblems(rules: readonly ServiceRule[]): string[] {
  const checked = rules.map((rule): Checked => ({ ...rule, conditions: conditionsOf(rule) }));
  const pairs = checked.flatMap((second, index) =>
    checked.slice(0, index).flatMap((first) => pairProblem(first, second) ?? []),
  );
  return [...pairs, ...checked.flatMap((rule) => jointProblem(rule, checked) ?? [])];
}

/** A rule of which each host is served by a rule before it, though no single one serves them all. */
function jointProblem(rule: Checked, rules: readonly Checked[]): string | undefined {
  const before = rules.filter(({ priority }) => priority < rule.priority);
  if (before.some(({ conditions }) => hidesAll(conditions, rule.conditions))) return undefined;
  const { hosts } = rule.conditions;
  const hiding = hosts.flatMap(
    (host) => before.find(({ conditions }) => hidesHost(conditions, rule.conditions, host)) ?? [],
  );
  if (hiding.length < hosts.length) return undefined;
  const named = [...new Set(hiding)];
  const routes = named.map(({ service }) => `services.${service}.route`).join(" and ");
  const after = named.map(({ priority }) => priority).join(" and ");
  return `services.${rule.service}.route.priority must be less than that of ${routes}, which together match all of its requests, got ${rule.priority} after ${after}; set a lower services.${rule.service}.route.priority`;
}

function pairProblem(first: Checked, second: Checked): string | undefined {
  const order = orderOf(first.conditions, second.conditions);
  if (order === "same" && !isDecided(first, second)) return sameRequests(first, second);
  if (first.priority === second.priority) {
    return `services.${second.service}.route.priority must be unique on the load balancer, got ${second.priority}, which services.${first.service} has too; set route.priority of one of them`;
  }
  if (order === "apart" || order === "equal") return undefined;
  const [asked, next] = first.priority < second.priority ? [first, second] : [second, first];
  if (hidesAll(asked.conditions, next.conditions)) {
    return `services.${next.service}.route.priority must be less than that of services.${asked.service}.route, which matches all of its requests, got ${next.priority} after ${asked.priority}; set a lower services.${next.service}.route.priority or a higher services.${asked.service}.route.priority`;
  }
  if (first.pinned || second.pinned) return undefined;
  if (order === "unclear") {
    return `services.${second.service}.route.priority must be set beside services.${first.service}.route, got none; the one is narrower for some hosts, the other for others`;
  }
  const wanted = order === "first" ? first : second;
  return wanted === asked
    ? undefined
    : `services.${wanted.service}.route.priority must be set, got none; it must be asked before services.${asked.service}.route, and no computed priority is free there`;
}

/** Whether priorities decide who serves the hosts that two rules share, while each has another one of its own. */
const isDecided = (first: Checked, second: Checked): boolean =>
  first.pinned &&
  second.pinned &&
  !hidesAll(first.conditions, second.conditions) &&
  !hidesAll(second.conditions, first.conditions);

function sameRequests(first: Checked, second: Checked): string {
  const host = sharedHost(first, second);
  const got = `"${second.path}"${host === undefined ? "" : ` for host "${host}"`}`;
  const has =
    first.path === second.path
      ? `which services.${first.service} has too`
      : `which matches the same requests as "${first.path}" of services.${first.service}`;
  return `services.${second.service}.route.path must be unique on the load balancer, got ${got}, ${has}`;
}

/** As the second service spells it. */
function sharedHost(first: Checked, second: Checked): string | undefined {
  const taken = new Set(first.conditions.hosts.map(({ text }) => text));
  return hostsOf(second.host).find((host) => taken.has(wildcardPattern(host.toLowerCase()).text));
}
