import type { DiagramEdge, DiagramNode } from "../model";
import type { Resource, Stacks } from "../synthesised";
import { block, blocks, listed, text, textsOf, unique } from "../values";
import { cidrsOf, isPrivateCidr, type Network } from "./network";
import { traffic, type Part } from "./part";
import { groupsOf, type Running } from "./running";

/** The way in: clients, names, the balancer with its listeners, and what its rules lead to. */
export function entry(stacks: Stacks, network: Network, running: readonly Running[]): Part {
  const balancers = stacks.of("aws_lb");
  const ids = new Map(
    balancers.map(({ address }, at) => [address, at === 0 ? "balancer" : `balancer-${at + 1}`]),
  );
  const nodes = balancers.map((balancer) =>
    balancerNode(stacks, network, balancer, ids.get(balancer.address) ?? ""),
  );
  const owners = new Map<string, string>([
    ...balancers.flatMap(({ address, values }) =>
      groupsOf(stacks, values.security_groups).map((group) => [group, ids.get(address) ?? ""] as const),
    ),
    ...running.flatMap(({ id, securityGroups }) => securityGroups.map((group) => [group, id] as const)),
  ]);
  const clients = clientsOf(stacks, owners);
  const dns = dnsOf(stacks, ids);
  return {
    nodes: [...clients.nodes, ...dns.nodes, ...nodes],
    edges: [...clients.edges, ...dns.edges, ...routes(stacks, ids, running)],
  };
}

function balancerNode(stacks: Stacks, network: Network, balancer: Resource, id: string): DiagramNode {
  const listeners = listenersOf(stacks, balancer.address);
  const internal = balancer.values.internal === true;
  return {
    id,
    kind: "balancer",
    zone: network.zoneOf(balancer.values.subnets, internal ? "private" : "public"),
    title: internal ? "Internal load balancer" : "Load balancer",
    lines: listeners
      .map(({ path, values }) => {
        const redirect = block(block(values, "default_action"), "redirect");
        const to = redirect.port === undefined ? "" : ` to ${text(redirect, "port")}`;
        return `${text(values, "protocol")} ${text(values, "port")}${to}${path[0] === "test-listener" ? ", for tests" : ""}`;
      })
      .sort((a, b) => Number(/\d+/.exec(b)?.[0]) - Number(/\d+/.exec(a)?.[0])),
    addresses: [balancer.address, ...listeners.map(({ address }) => address)].sort(),
  };
}

/** A listener may name its balancer through another listener. */
function listenersOf(stacks: Stacks, balancer: string): Resource[] {
  const all = stacks.of("aws_lb_listener");
  const direct = all.filter(({ values }) => stacks.references(values.load_balancer_arn).includes(balancer));
  const known = new Set([balancer, ...direct.map(({ address }) => address)]);
  return all.filter(({ values }) =>
    stacks.references(values.load_balancer_arn).some((one) => known.has(one)),
  );
}

function clientsOf(stacks: Stacks, owners: ReadonlyMap<string, string>): Part {
  const rules = stacks.of("aws_vpc_security_group_ingress_rule").flatMap((rule) => {
    const [group = ""] = groupsOf(stacks, rule.values.security_group_id);
    const to = owners.get(group);
    return to === undefined
      ? []
      : cidrsOf(rule).map((cidr) => ({ to, cidr, port: text(rule.values, "from_port") }));
  });
  if (rules.length === 0) return { nodes: [], edges: [] };
  const cidrs = unique(rules.map(({ cidr }) => cidr));
  const anywhere = cidrs.includes("0.0.0.0/0") || cidrs.includes("::/0");
  return {
    nodes: [
      {
        id: "clients",
        kind: "clients",
        zone: "internet",
        title: "Clients",
        lines: anywhere
          ? ["from anywhere"]
          : cidrs.every(isPrivateCidr) && cidrs.length === 1
            ? [`from ${cidrs[0] ?? ""}`]
            : listed(cidrs, 3),
        addresses: [],
      },
    ],
    edges: unique(rules.map(({ to }) => to)).map((to) => {
      const ports = unique(rules.filter((rule) => rule.to === to).map(({ port }) => port));
      return traffic("clients", to, ports.sort((a, b) => Number(b) - Number(a)).join(", "));
    }),
  };
}

function dnsOf(stacks: Stacks, balancers: ReadonlyMap<string, string>): Part {
  const aliases = stacks.of("aws_route53_record").filter(({ values }) => values.alias !== undefined);
  const certificates = stacks.of("aws_acm_certificate");
  if (aliases.length === 0 && certificates.length === 0) return { nodes: [], edges: [] };
  const names = unique(aliases.map(({ values }) => text(values, "name")));
  const leads = unique(
    aliases
      .flatMap(({ values }) => stacks.references(values.alias))
      .flatMap((address) => balancers.get(address) ?? []),
  );
  return {
    nodes: [
      {
        id: "dns",
        kind: "dns",
        zone: "internet",
        title: "Route 53",
        lines: [...listed(names, 3), ...(certificates.length > 0 ? ["certificate from ACM"] : [])],
        addresses: [...aliases, ...certificates].map(({ address }) => address),
      },
    ],
    edges: leads.map((to): DiagramEdge => ({ from: "dns", to, kind: "reference", label: "alias" })),
  };
}

/** Listener rule, target group, service: with the conditions of the rule. */
function routes(
  stacks: Stacks,
  balancers: ReadonlyMap<string, string>,
  running: readonly Running[],
): DiagramEdge[] {
  return running.flatMap(({ id, service }) => {
    const groups = blocks(service.values, "load_balancer").flatMap((one) =>
      stacks.references(one.target_group_arn),
    );
    const labels = new Map<string, string[]>();
    for (const rule of stacks.of("aws_lb_listener_rule")) {
      if (!stacks.references(rule.values.action).some((address) => groups.includes(address))) continue;
      const from = [...balancers].find(([address]) =>
        listenersOf(stacks, address).some((one) =>
          stacks.references(rule.values.listener_arn).includes(one.address),
        ),
      )?.[1];
      if (from !== undefined) labels.set(from, [...(labels.get(from) ?? []), conditionsOf(rule)]);
    }
    return [...labels].map(([from, conditions]) => traffic(from, id, unique(conditions).join(" or ")));
  });
}

function conditionsOf({ values }: Resource): string {
  const conditions = blocks(values, "condition");
  const of = (kind: string) => conditions.flatMap((condition) => textsOf(block(condition, kind).values));
  return `${of("host_header").join(", ")}${of("path_pattern").join(", ")}`;
}
