import { shown } from "../errors";
import { regionOf } from "./arn";
import { isWindows, under, type TaskPlatform } from "./platform";
import type { SidecarSettings } from "./sidecar";

export const MESH_PROTOCOLS = ["http", "http2", "grpc", "tcp"] as const;

/** A service in App Mesh. */
export interface Mesh extends Omit<SidecarSettings, "essential"> {
  /** Name of the mesh. */
  readonly name: string;
  readonly protocol: (typeof MESH_PROTOCOLS)[number];
  readonly discovery: MeshDiscovery;
  /** ARN of the Cloud Map service that tasks register with. Absent: they register nowhere. */
  readonly registry?: string;
  /** Name of the virtual service that leads to the tasks. Absent: one that is there already. */
  readonly virtualService?: string;
  /** Names of the virtual services that the service calls. */
  readonly backends: readonly string[];
  /** Addresses that are called past Envoy, beside those of ECS. */
  readonly egressIgnoredIps: readonly string[];
  /** Ports that are called past Envoy. */
  readonly egressIgnoredPorts: readonly number[];
}

/** How Envoy finds the tasks of a virtual node. */
export type MeshDiscovery =
  | { readonly kind: "dns"; readonly host: string }
  | { readonly kind: "cloudMap"; readonly namespace: string; readonly service: string };

/**
 * Where Envoy takes over what comes in and goes out, the port of its own administration, and its user, whose packets are
 * let through. Source: https://docs.aws.amazon.com/app-mesh/latest/userguide/getting-started-ecs.html
 */
export const ENVOY = { ingressPort: 15_000, egressPort: 15_001, adminPort: 9901, uid: 1337 } as const;

/** App Mesh came to its end on this day, https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html */
export const MESH_END = "30 September 2026";

interface MeshService {
  readonly port?: number;
  readonly user?: string;
  readonly mesh?: Mesh;
}

/** @param path the service as the user wrote it, for example `services.web` */
export function meshProblems(
  path: string,
  { port, user, mesh }: MeshService,
  { platform, region }: { readonly platform: TaskPlatform; readonly region: string },
): string[] {
  if (mesh === undefined) return [];
  const name = under(path, "mesh");
  return [
    ...(isWindows(platform) || platform.networkMode !== "awsvpc"
      ? [
          `${name} must be set only for Linux with network mode "awsvpc", in which Envoy can stand before the application, got ${platform.operatingSystem} and "${platform.networkMode}"`,
        ]
      : []),
    ...(mesh.registry !== undefined && regionOf(mesh.registry) !== region
      ? [`${name}.registry must be in the region of the service (${region}), got ${shown(mesh.registry)}`]
      : []),
    ...interceptionProblems(path, port, user),
  ];
}

/** What would go past Envoy, or not reach the application. */
export function interceptionProblems(
  path: string,
  port: number | undefined,
  user: string | undefined,
): string[] {
  const taken: readonly number[] = [ENVOY.adminPort, ENVOY.ingressPort, ENVOY.egressPort];
  const problems: string[] = [];
  if (port === undefined || taken.includes(port)) {
    problems.push(
      `${under(path, "port")} must be set beside mesh, to another one than those of Envoy (${taken.join(", ")}), got ${shown(port)}`,
    );
  }
  if (user?.split(":")[0] === String(ENVOY.uid)) {
    problems.push(
      `${under(path, "user")} must not be ${ENVOY.uid} beside mesh, whose packets go past Envoy, got ${shown(user)}`,
    );
  }
  return problems;
}
