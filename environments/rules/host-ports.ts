import { hostPortOf } from "./container-port";
import { instancesNeeded, type Deployed, type Placement } from "./run-on";
import { fewestTasks, type Counted } from "./scaling";
import { SIDECAR_PORTS, type Sidecar } from "./sidecar";

interface Listening {
  readonly port?: number;
  readonly hostPort?: number;
}

/** What decides the ports that a task takes of its instance. */
interface HostPorts extends Listening {
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

interface PlacedService extends HostPorts, Counted {
  readonly name: string;
  readonly rollout: Deployed;
  readonly runsOn?: Placement & { readonly group: string; readonly daemon: boolean };
}

/** Whether tasks of a service can be on any instance. */
const runsSomewhere = (service: PlacedService): boolean =>
  service.runsOn?.daemon === true || fewestTasks(service) > 0;
const isKeptApart = ({ runsOn }: PlacedService): boolean =>
  runsOn?.constraints.some(({ type }) => type === "memberOf") === true;

/** Services whose tasks take one port of the instances of a group, which has too few for all of them. */
export const sharedHostPortProblems = (
  groups: readonly { readonly name: string; readonly max: number }[],
  services: readonly PlacedService[],
): string[] =>
  groups.flatMap((group) => {
    const placed = services.filter((each) => each.runsOn?.group === group.name && runsSomewhere(each));
    const byPort = Map.groupBy(
      placed.flatMap((service) => fixedHostPorts(service).map((port) => ({ port, service }))),
      ({ port }) => port,
    );
    const problems = [...byPort].flatMap(([port, found]) => {
      const sharing = found.map(({ service }) => service);
      const problem = sharing.length < 2 ? undefined : portProblem(group, port, sharing);
      return problem === undefined ? [] : [[pathsOf(sharing), problem] as const];
    });
    // Services that share several ports have one problem.
    return [...new Map(problems).values()];
  });

const pathsOf = (services: readonly PlacedService[]): string =>
  services.map(({ name }) => `services.${name}`).join(" and ");

function portProblem(
  group: { readonly name: string; readonly max: number },
  port: number,
  sharing: readonly PlacedService[],
): string | undefined {
  const path = `cluster.instances.${group.name}`;
  const daemon = sharing.find(({ runsOn }) => runsOn?.daemon === true);
  if (daemon !== undefined) {
    const others = pathsOf(sharing.filter((each) => each !== daemon));
    return sharing.some(isKeptApart)
      ? undefined
      : `${others} must use other ports of ${path} than services.${daemon.name}, got ${port}; a daemon runs on every instance, so that no other task can have its port`;
  }
  // One deployment at a time is enough.
  const counts = sharing.map((service) => ({ tasks: fewestTasks(service), rollout: service.rollout }));
  const extra = Math.max(...counts.map(({ tasks, rollout }) => instancesNeeded(tasks, rollout) - tasks));
  const needed = counts.reduce((sum, { tasks }) => sum + tasks, extra);
  return needed <= group.max
    ? undefined
    : `${path}.max must be at least ${needed} for ${pathsOf(sharing)}, whose tasks take port ${port} of their instances, got ${group.max}; use another port in one of them, or another group`;
}
