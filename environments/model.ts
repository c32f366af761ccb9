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
  };
  /** Absent when no service has a route. */
  readonly loadBalancer?: LoadBalancer;
  readonly logs: { readonly retentionDays: number };
  /** In the order of their names, so that the order of the input changes nothing. */
  readonly services: readonly Service[];
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
  readonly domain?: { readonly name: string; readonly zone: string };
  readonly accessLogRetentionDays?: number;
  readonly deletionProtection: boolean;
  readonly idleTimeoutSeconds: number;
}

export interface Service {
  readonly name: string;
  readonly image: Image;
  readonly port: number;
  readonly route?: Route;
  readonly publicIp?: { readonly allowedCidrs: readonly string[] };
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly count: number;
  readonly architecture: "x86_64" | "arm64";
  /** Placeholders already replaced. */
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly healthCheck?: ContainerHealthCheck;
  readonly rollout: {
    readonly minimumHealthyPercent: number;
    readonly maximumPercent: number;
    /** Present exactly when there is a route. */
    readonly healthCheckGraceSeconds?: number;
  };
  /** Present exactly when the image is built here. */
  readonly repository?: Repository;
  readonly writableRoot: boolean;
  readonly user?: string;
  readonly exec: boolean;
  readonly capacity: Capacity;
  readonly stopTimeoutSeconds: number;
}

export type Image = Build | { readonly kind: "external"; readonly uri: string };

export interface Build {
  readonly kind: "build";
  /** Relative to the project root, with forward slashes, normalised. */
  readonly context: string;
  /** Relative to `context`. */
  readonly dockerfile: string;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
}

export interface Route {
  readonly path: string;
  readonly host?: string;
  readonly health: string;
  readonly priority: number;
  readonly deregistrationDelaySeconds: number;
}

export type Secret =
  | { readonly kind: "secret"; readonly nameOrArn: string; readonly key?: string }
  | { readonly kind: "parameter"; readonly nameOrArn: string };

export interface ContainerHealthCheck {
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}

export interface Repository {
  readonly mutable: boolean;
  readonly kmsKey?: string;
  readonly forceDelete: boolean;
  readonly keepImages: number;
  readonly untaggedDays: number;
  readonly pullAccounts: readonly string[];
}
