import { under, type TaskPlatform } from "./platform";

/** Ports of an instance that its own programs hold: SSH, Docker, the ECS agent. */
export const RESERVED_HOST_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];

/** From here on an instance gives ports out by itself. */
const FIRST_EPHEMERAL_PORT = 32_768;

const LAST_PORT = 65_535;

export interface PortSettings {
  /** TCP port that the process listens on. */
  readonly port?: number;
  /** Port of the instance that leads to it; 0: any that is free. */
  readonly hostPort?: number;
}

/**
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 *
 * @param path what the user wrote before, for example `services.web`; empty for a construct
 */
export function portProblems(
  path: string,
  { port, hostPort }: PortSettings,
  { launch, networkMode }: TaskPlatform,
): string[] {
  const name = under(path, "hostPort");
  if (port === undefined) {
    return hostPort === undefined ? [] : [`${name} must not be set without port, got ${hostPort}`];
  }
  if (!(Number.isInteger(port) && port >= 1 && port <= LAST_PORT)) {
    return [`${under(path, "port")} must be a whole number from 1 to ${LAST_PORT}, got ${port}`];
  }
  if (networkMode === "none") {
    return [`${under(path, "port")} must not be set with network mode "none", got ${port}`];
  }
  const real = hostPortOf({ port, ...(hostPort !== undefined && { hostPort }) }, networkMode);
  if (networkMode !== "bridge" && hostPort !== undefined && hostPort !== port) {
    return [
      `${name} must be the container's port (${port}) with network mode "${networkMode}", got ${hostPort}`,
    ];
  }
  if (launch === "ec2" && networkMode !== "awsvpc" && RESERVED_HOST_PORTS.includes(real)) {
    const which = networkMode === "host" ? under(path, "port") : name;
    return [
      `${which} must not be one that the instance itself uses (${RESERVED_HOST_PORTS.join(", ")}), got ${real}`,
    ];
  }
  const bounded = Number.isInteger(real) && real >= 0 && real < FIRST_EPHEMERAL_PORT;
  return networkMode !== "bridge" || bounded
    ? []
    : [
        `${name} must be 0 (any that is free) or a whole number from 1 to ${FIRST_EPHEMERAL_PORT - 1}, got ${real}; the instance gives higher ones out by itself`,
      ];
}

/** The port of the host that a container gets: its own one, or in `bridge` the chosen one or any. */
export function hostPortOf(
  { port, hostPort }: { readonly port: number; readonly hostPort?: number },
  networkMode: TaskPlatform["networkMode"],
): number {
  return networkMode === "bridge" ? (hostPort ?? 0) : port;
}
