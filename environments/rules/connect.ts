import { shown } from "../errors";
import { regionOf } from "./arn";
import { isWindows, under, type TaskPlatform } from "./platform";

/** How a service takes part in Service Connect. */
export interface Connect {
  /** Absent: it calls others, and nobody calls it. */
  readonly server?: ConnectServer;
}

export const CONNECT_PROTOCOLS = ["http", "http2", "grpc", "tcp"] as const;

export interface ConnectServer {
  /** Name that others call. */
  readonly as: string;
  /** Port that others call. */
  readonly port: number;
  readonly protocol: (typeof CONNECT_PROTOCOLS)[number];
  /** Port that the proxy listens on. Absent: the service's own port. */
  readonly ingressPort?: number;
  readonly timeouts?: ConnectTimeouts;
  readonly tls?: ConnectTls;
  readonly accessLogs?: ConnectAccessLogs;
}

/** Seconds; 0 is never. Absent: what ECS has. */
export interface ConnectTimeouts {
  readonly idleSeconds?: number;
  readonly requestSeconds?: number;
}

export interface ConnectTls {
  /** ARN of a certificate authority of AWS Private CA. */
  readonly certificateAuthority: string;
  /** ARN of a KMS key. Absent: a key of AWS. */
  readonly kmsKey?: string;
}

export interface ConnectAccessLogs {
  readonly format: "json" | "text";
  readonly queryParameters: boolean;
}

/** The Cloud Map namespace of an environment. */
export type Namespace =
  { readonly kind: "new"; readonly name: string } | { readonly kind: "existing"; readonly arn: string };

/** What the rules must know of a service. */
export interface Connected {
  readonly name: string;
  readonly port?: number;
  readonly route?: object;
  readonly connect?: Connect;
  readonly mesh?: object;
  readonly talksTo?: readonly string[];
}

/** @param path the service as the user wrote it, for example `services.web` */
export function connectProblems(
  path: string,
  service: Connected,
  { platform, region }: { readonly platform: TaskPlatform; readonly region: string },
): string[] {
  if (service.connect === undefined) return [];
  const connect = under(path, "connect");
  if (service.mesh !== undefined) {
    return [`${connect} must not be set beside mesh, got both; Service Connect is the successor of App Mesh`];
  }
  const { server } = service.connect;
  return [
    ...placeProblems(connect, platform),
    ...(server === undefined ? [] : serverProblems(connect, server, service, region)),
  ];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html */
function placeProblems(path: string, platform: TaskPlatform): string[] {
  if (isWindows(platform)) {
    return [
      `${path} must not be set on Windows, which Service Connect does not know, got ${platform.operatingSystem}`,
    ];
  }
  return platform.networkMode === "awsvpc"
    ? []
    : [
        `${path} must not be set with network mode "${platform.networkMode}", got a setting; only in awsvpc does a task have a security group that says who may call it`,
      ];
}

function serverProblems(path: string, server: ConnectServer, service: Connected, region: string): string[] {
  const { ingressPort, tls } = server;
  if (service.port === undefined) {
    return [
      `${path} must be true for a service without a port, which can only call others, got settings of one that is called`,
    ];
  }
  const problems = serverSettingsProblems(path, server, service.port, region);
  if (tls && service.route && ingressPort === undefined) {
    problems.push(
      `${path}.ingressPort must be set beside tls and a route, got nothing; the balancer speaks plain HTTP to port ${service.port}, so give the proxy a port of its own`,
    );
  }
  return problems;
}

/** What is wrong with the settings of a server by themselves. */
export function serverSettingsProblems(
  path: string,
  { ingressPort, protocol, timeouts = {}, tls }: ConnectServer,
  port: number,
  region: string,
): string[] {
  const { idleSeconds: idle, requestSeconds: request } = timeouts;
  const problems: string[] = [];
  if (request !== undefined && protocol === "tcp") {
    problems.push(
      `${under(path, "timeouts.requestSeconds")} must not be set with protocol "tcp", which has no requests, got ${request}`,
    );
  }
  if (idle !== undefined && request !== undefined && idle > 0 && request > idle) {
    problems.push(
      `${under(path, "timeouts.requestSeconds")} must not be above idleSeconds (${idle}), at which the connection is closed anyway, got ${request}`,
    );
  }
  if (ingressPort === port) {
    problems.push(
      `${under(path, "ingressPort")} must be another port than the service's own (${port}), got ${ingressPort}`,
    );
  }
  if (tls && regionOf(tls.certificateAuthority) !== region) {
    problems.push(
      `${under(path, "tls.certificateAuthority")} must be in the region of the service (${region}), got ${shown(tls.certificateAuthority)}`,
    );
  }
  return problems;
}

/** Two services can not answer under one name and port. */
export function aliasProblems(services: readonly Connected[]): string[] {
  const owners = new Map<string, string>();
  return services.flatMap(({ name, connect }) => {
    if (connect?.server === undefined) return [];
    const alias = `${connect.server.as}:${connect.server.port}`;
    const other = owners.get(alias);
    owners.set(alias, other ?? name);
    return other === undefined
      ? []
      : [
          `services.${name}.connect must have another name or port than services.${other}.connect, got ${alias}`,
        ];
  });
}
