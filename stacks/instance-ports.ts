import { DYNAMIC_PORTS, type PortRange } from "../constructs/capacity/balancer-access";
import type { Service } from "../environments/model";

/**
 * Ports of a group's instances that the load balancer must reach: those of services with a route whose tasks have no
 * address of their own. In the order of the ports, each once.
 */
export function balancedPorts(services: readonly Service[], group: string): PortRange[] {
  const ranges = services
    .filter(({ route, runsOn }) => route !== undefined && runsOn?.group === group)
    .flatMap((service) => portOf(service) ?? []);
  const byFirst = new Map(ranges.map((range) => [range.from, range]));
  return [...byFirst.values()].sort((a, b) => a.from - b.from);
}

/** `host` uses the container's own port, `bridge` the chosen one or one that is free. */
function portOf({ hostPort = 0, networkMode, port }: Service): PortRange | undefined {
  const one = (from: number): PortRange => ({ from, to: from });
  if (networkMode === "bridge") return hostPort > 0 ? one(hostPort) : DYNAMIC_PORTS;
  return networkMode === "host" && port !== undefined ? one(port) : undefined;
}
