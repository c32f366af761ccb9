import { hostPortOf } from "./container-port";
import { instancesNeeded, type Deployed } from "./run-on";
import { SIDECAR_PORTS, type Sidecar } from "./sidecar";

interface Listening {
  readonly port?: number;
  readonly hostPort?: number;
}

/** What decides the ports that a task takes of its instance. */
export interface HostPorts extends Listening {
  readonly networkMode?: string;
  readonly containers?: readonly Listening[];
  readonly sidecars?: readonly Sidecar[];
}

/**
 * Ports that each task takes of its instance, in order. ECS places no task where one of them is taken:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export function fixedHostPorts(service: HostPorts): number[] {
  const { networkMode, containers = [], sidecars = [] } = service;
  if (networkMode !== "bridge" && networkMode !== "host") return [];
  const own = [service, ...containers].flatMap(({ port, hostPort }) =>
    port === undefined ? [] : hostPortOf({ port, ...(hostPort !== undefined && { hostPort }) }, networkMode),
  );
  const helpers = networkMode === "host" ? sidecars.flatMap(({ kind }) => SIDECAR_PORTS[kind]) : [];
  return [...new Set([...own, ...helpers])].filter((port) => port !== 0).sort((a, b) => a - b);
}

interface PlacedService extends HostPorts {
  readonly name: string;
  readonly rollout: Deployed;
  readonly runsOn?: { readonly group: string; readonly daemon: boolean };
  /** The most tasks that the service may have. */
  readonly most: number;
}

/** Services whose tasks take one port of the instances of a group, which has too few for all of them. */
export const sharedHostPortProblems = (
  groups: readonly { readonly name: string; readonly max: number }[],
  services: readonly PlacedService[],
): string[] =>
  groups.flatMap(({ name, max }) => {
    const placed = services.filter(({ runsOn }) => runsOn?.group === name);
    const ports = new Set(placed.flatMap(fixedHostPorts));
    const problems = [...ports].flatMap((port) => {
      const sharing = placed.filter((service) => fixedHostPorts(service).includes(port));
      return sharing.length < 2 ? [] : portProblem({ name, max }, port, sharing);
    });
    // Services that share several ports have one problem.
    return [...new Map(problems.map(({ who, problem }) => [who, problem])).values()];
  });

function portProblem(
  group: { readonly name: string; readonly max: number },
  port: number,
  sharing: readonly PlacedService[],
): { who: string; problem: string }[] {
  const paths = sharing.map(({ name }) => `services.${name}`);
  const who = paths.join(" and ");
  const path = `cluster.instances.${group.name}`;
  const daemon = sharing.find(({ runsOn }) => runsOn?.daemon === true);
  if (daemon !== undefined) {
    const others = paths.filter((each) => each !== `services.${daemon.name}`).join(" and ");
    return [
      {
        who,
        problem: `${others} must use other ports of ${path} than services.${daemon.name}, got ${port}; a daemon runs on every instance, so that no other task can have its port`,
      },
    ];
  }
  const needed = sharing.map(({ most, rollout }) => instancesNeeded(most, rollout));
  // One deployment at a time is enough.
  const extra = Math.max(...sharing.map(({ most }, index) => (needed[index] ?? most) - most));
  const all = sharing.reduce((sum, { most }) => sum + most, extra);
  return all <= group.max
    ? []
    : [
        {
          who,
          problem: `${path}.max must be at least ${all} for ${who}, whose tasks take port ${port} of their instances, got ${group.max}; use another port in one of them, or another group`,
        },
      ];
}
