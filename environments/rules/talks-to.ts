import type { Connected } from "./connect";

/** What is wrong with the connections that one service declares. */
export function talksToProblems(services: readonly Connected[]): string[] {
  const known = new Map(services.map((service) => [service.name, service]));
  return services.flatMap((service) => {
    const peers = service.talksTo ?? [];
    return peers.flatMap((name, index) => {
      const path = `services.${service.name}.talksTo[${index}]`;
      const peer = known.get(name);
      if (peer === undefined || peer === service) {
        const others = [...known.keys()].filter((other) => other !== service.name);
        const choice = others.length > 0 ? ` (${others.join(", ")})` : ", of which there is none";
        return [`${path} must name another service of the environment${choice}, got "${name}"`];
      }
      if (peers.indexOf(name) !== index) return [`${path} must be named once, got "${name}" again`];
      return meetingProblems(path, service, peer);
    });
  });
}

/** Both must be in the same mesh: otherwise the name of the one means nothing to the other. */
function meetingProblems(path: string, service: Connected, peer: Connected): string[] {
  if (service.connect && peer.connect?.server) return [];
  if (service.mesh && peer.mesh && peer.port !== undefined) return [];
  const needed = service.mesh ? "mesh and a port" : "connect";
  return [
    `${path} must name a service that can be called by its name, got "${peer.name}"; give services.${peer.name} ${needed}`,
  ];
}

/** The port on which a service takes calls of other services. */
export const calledPort = ({ port, connect }: Connected): number | undefined =>
  connect?.server?.ingressPort ?? port;

/**
 * Services in an order in which those that are called come before those that call, as far as there is one: of services
 * that call each other, the first one by name comes last. Those that call nobody stay in their order.
 */
export function startOrder<T extends Connected>(services: readonly T[]): T[] {
  const known = new Map(services.map((service) => [service.name, service]));
  const order = new Set<T>();
  const visited = new Set<T>();
  const visit = (service: T): void => {
    if (visited.has(service)) return;
    visited.add(service);
    for (const name of service.talksTo ?? []) {
      const peer = known.get(name);
      if (peer) visit(peer);
    }
    order.add(service);
  };
  services.forEach(visit);
  return [...order];
}
