import type { Connect } from "./connect";
import { FORWARD_PORT } from "./log-router";
import type { TaskPlatform } from "./platform";
import { SIDECAR_PORTS, type Sidecar } from "./sidecar";

interface Listening {
  readonly port?: number;
  readonly containers?: readonly { readonly name: string; readonly port?: number }[];
  readonly sidecars?: readonly Sidecar[];
  readonly logRouter?: object;
  readonly connect?: Connect;
}

interface Listener {
  readonly who: string;
  readonly ports: readonly number[];
}

/**
 * Containers that share one network can not listen on one port: ECS takes the definition, and one of them never starts.
 * Those of the user's own containers are compared where the whole task is.
 *
 * @param path the service as the user wrote it, for example `services.web`
 */
export function sharedPortProblems(
  path: string,
  { port, connect, containers = [], logRouter, sidecars = [] }: Listening,
  { networkMode }: Pick<TaskPlatform, "networkMode">,
): string[] {
  if (networkMode !== "awsvpc" && networkMode !== "host") return [];
  const helpers: readonly Listener[] = [
    ...sidecars.map(({ kind }) => ({ who: `the sidecar "${kind}"`, ports: SIDECAR_PORTS[kind] })),
    ...(logRouter && networkMode === "awsvpc" ? [{ who: "the log router", ports: [FORWARD_PORT] }] : []),
  ];
  const sides = containers.flatMap(({ name, port: own }) =>
    own === undefined ? [] : [{ who: `the container "${name}"`, ports: [own] }],
  );
  return [
    ...takenProblems(`${path}.port`, port, helpers),
    ...containers.flatMap(({ name, port: own }) =>
      takenProblems(`${path}.containers.${name}.port`, own, helpers),
    ),
    ...takenProblems(`${path}.connect.ingressPort`, connect?.server?.ingressPort, [...helpers, ...sides]),
  ];
}

const takenProblems = (path: string, port: number | undefined, listeners: readonly Listener[]): string[] =>
  listeners
    .filter(({ ports }) => port !== undefined && ports.includes(port))
    .map(
      ({ who, ports }) =>
        `${path} must be another port than that of ${who} (${ports.join(", ")}), got ${port}`,
    );
