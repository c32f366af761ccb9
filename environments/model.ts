import type { Database } from "./topics/database";
import type { Domain } from "./topics/domains";
import type { DatabaseUse } from "./topics/database-use";
import type { FileSystem } from "./topics/file-systems";
import type { Volume } from "./topics/volumes";
import type { Container } from "./topics/container";
import type { SideContainer } from "./topics/containers";
import type { Image } from "./topics/image";
import type { Platform } from "./topics/platform";
import type { Access } from "./topics/access";
import type { Delivery } from "./topics/delivery";
import type { Registry } from "./topics/registry";
import type { Policy } from "./topics/policy";
import type { Repository } from "./topics/repository";
import type { InstanceGroup } from "./topics/instances";
import type { Migrate } from "./topics/migrate";
import type { Observability } from "./topics/observability";
import type { Thresholds } from "./rules/observability";
import type { Rollout } from "./rules/rollout";
import type { RunsOn } from "./topics/run-on";
import type { Scaling } from "./topics/scaling";
import type { Connect, Namespace } from "./rules/connect";
import type { LogRouter } from "./rules/log-router";
import type { Mesh } from "./rules/mesh";
import type { Sidecar } from "./rules/sidecar";

export type { Container } from "./topics/container";
export type { ContainerHealthCheck } from "./rules/health-check";
export type { SideContainer } from "./topics/containers";
export type { Build, Image, Promoted } from "./topics/image";
export type { Secret } from "./rules/secret";

/** A resolved environment: complete, validated, and never written to again. Stacks read it; constructs do not know it. */
export interface Environment {
  readonly name: string;
  readonly project: string;
  readonly account: string;
  readonly region: string;
  readonly protected: boolean;
  readonly state: { readonly bucket: string; readonly prefix: string };
  readonly network: Network;
  readonly cluster: {
    readonly capacity: Capacity;
    readonly containerInsights: "enhanced" | "enabled" | "disabled";
    /** In the order of their names. Absent: Fargate only. */
    readonly instances?: readonly InstanceGroup[];
  };
  /** Absent when no service has a route. */
  readonly loadBalancer?: LoadBalancer;
  readonly logs: { readonly retentionDays: number };
  /** Absent: no alarms, no dashboard, logs with the key of CloudWatch. */
  readonly observability?: Observability;
  /** Absent when no service uses Service Connect, and none is asked for. */
  readonly namespace?: Namespace;
  /** In the order of their names. Absent: none. */
  readonly databases?: readonly Database[];
  /** In the order of their names. Absent: none. */
  readonly fileSystems?: readonly FileSystem[];
  /** In the order of their names, so that the order of the input changes nothing. */
  readonly services: readonly Service[];
  /** Absent: the registry stays as it is. */
  readonly registry?: Registry;
  /** ARN. Absent: roles are limited by their own policies only. */
  readonly permissionsBoundary?: string;
  readonly delivery?: Delivery;
  /** Absent: no finding of the policy check stands. */
  readonly policy?: Policy;
  /** Tags on every resource, `project` and `environment` included. */
  readonly tags: Readonly<Record<string, string>>;
  /** Absent: the real AWS. */
  readonly emulator?: { readonly endpoint: string };
}

export type Network = NewNetwork | ExistingNetwork;

export interface NewNetwork {
  readonly kind: "new";
  readonly cidr: string;
  readonly zones: 2 | 3;
  readonly nat: "none" | "one" | "per-zone";
  readonly endpoints: boolean;
  /** Hosts of registries that tasks reach without the internet. */
  readonly reachableRegistries?: readonly string[];
  /** Absent: no flow logs. */
  readonly flowLogRetentionDays?: number;
}

export interface ExistingNetwork {
  readonly kind: "existing";
  readonly vpc: string;
  readonly publicSubnets: readonly string[];
  readonly privateSubnets: readonly string[];
}

/** At least one share; `base` above 0 on one of them at most. */
export interface Capacity {
  readonly fargate?: CapacityShare;
  readonly fargateSpot?: CapacityShare;
}

export interface CapacityShare {
  readonly base: number;
  readonly weight: number;
}

export interface LoadBalancer {
  readonly public: boolean;
  /** Absent: the VPC's own range (internal balancers). */
  readonly allowedCidrs?: readonly string[];
  readonly certificate?: string;
  /** In the order in which they are written. Absent: none. */
  readonly domains?: readonly Domain[];
  readonly accessLogRetentionDays?: number;
  readonly deletionProtection: boolean;
  readonly idleTimeoutSeconds: number;
  /** Absent: none. */
  readonly testListener?: { readonly port: number; readonly allowedCidrs: readonly string[] };
}

export interface Service extends Container, Platform {
  readonly name: string;
  readonly image: Image;
  /** Absent: nothing connects to the service. */
  readonly port?: number;
  /** Beside the service's own, in the order of their names. Absent: none. */
  readonly containers?: readonly SideContainer[];
  /** In the order in which they are written. Absent: none. */
  readonly sidecars?: readonly Sidecar[];
  /** Absent: lines go to CloudWatch Logs directly. */
  readonly logRouter?: LogRouter;
  /** Absent: the service has no part in Service Connect. */
  readonly connect?: Connect;
  readonly mesh?: Mesh;
  /** Absent: the service calls no other. */
  readonly talksTo?: readonly string[];
  /** In the order of the databases' names. Absent: none. */
  readonly uses?: readonly DatabaseUse[];
  /** In the order of their names. Absent: none. */
  readonly volumes?: readonly Volume[];
  readonly route?: Route;
  readonly publicIp?: { readonly allowedCidrs: readonly string[] };
  /** Absent only on EC2: the task has no size of its own. */
  readonly cpu?: number;
  readonly memoryMiB?: number;
  /** Tasks that run, or that a scaled service starts with; a daemon has none of its own. */
  readonly count: number;
  /** Absent: a fixed number of tasks. */
  readonly scaling?: Scaling;
  /** Absent: no alarms. */
  readonly alarms?: Thresholds;
  /** Absent: Fargate. */
  readonly runsOn?: RunsOn;
  readonly architecture: "x86_64" | "arm64";
  readonly rollout: Rollout;
  /** Absent: the service moves at once. */
  readonly migrate?: Migrate;
  /** Absent: nothing. */
  readonly access?: readonly Access[];
  /** Present exactly when the image is built here. */
  readonly repository?: Repository;
  readonly exec: boolean;
  readonly capacity: Capacity;
}

export interface Route {
  readonly path: string;
  readonly host?: string | readonly string[];
  readonly health: string;
  readonly priority: number;
  readonly deregistrationDelaySeconds: number;
}
