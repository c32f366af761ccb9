import type { DatabaseInput } from "./topics/database";
import type { DomainsInput } from "./topics/domains";
import type { DatabaseUseInput } from "./topics/database-use";
import type { ContainerInput } from "./topics/container";
import type { FileSystemInput } from "./topics/file-systems";
import type { VolumeInput } from "./topics/volumes";
import type { SideContainerInput } from "./topics/containers";
import type { ImageInput } from "./topics/image";
import type { PlatformInput } from "./topics/platform";
import type { AccessInput } from "./topics/access";
import type { DeliveryInput } from "./topics/delivery";
import type { RegistryInput } from "./topics/registry";
import type { PolicyInput } from "./topics/policy";
import type { RepositoryInput } from "./topics/repository";
import type { InstanceGroupInput } from "./topics/instances";
import type { ObservabilityInput, ThresholdsInput } from "./topics/observability";
import type { RolloutInput } from "./topics/rollout";
import type { RunsOnInput } from "./topics/run-on";
import type { ScalingInput } from "./topics/scaling";
import type { ConnectInput, NamespaceInput } from "./topics/connect";
import type { LogRouterInput } from "./topics/log-router";
import type { MeshInput } from "./topics/mesh";
import type { MigrateInput } from "./topics/migrate";
import type { SidecarInput } from "./topics/sidecar";

export type { BuildInput, ExternalImageInput, ImageInput, PromotedImageInput } from "./topics/image";
export type { SecretInput } from "./topics/secret";

/** What people write in `environments/<name>.ts`: plain data. Hover a property for its unit, range and default. */
export interface EnvironmentInput {
  /** Lower-case letters, digits and hyphens, at most 20 characters; stands in every physical name. */
  readonly name: string;
  /** First part of every physical name; same rules as `name`. @default "slipway" */
  readonly project?: string;
  /** The 12-digit AWS account that owns the environment; Terraform refuses credentials of any other. */
  readonly account: string;
  /** AWS region code, for example `eu-west-1`. */
  readonly region: string;
  /** Deletion protection on what holds data or traffic, and no repository that is force-deleted or mutable. @default false */
  readonly protected?: boolean;
  /** Where the Terraform state lives. @default bucket `<project>-<name>-state-<account>` */
  readonly state?: StateInput;
  /** A new VPC by its address range, or an existing one by its ids. @default a new VPC, 10.0.0.0/16, 2 zones */
  readonly network?: NetworkInput | ExistingNetworkInput;
  /** ECS cluster settings. */
  readonly cluster?: ClusterInput;
  /** Application Load Balancer settings; the balancer exists when at least one service has a `route`. */
  readonly loadBalancer?: LoadBalancerInput;
  /** Public name of the balancer, or several: makes certificate, validation and alias records. @default none: plain HTTP */
  readonly domain?: DomainsInput;
  /** CloudWatch Logs settings of every service, of databases and of ECS Exec. */
  readonly logs?: LogsInput;
  /** Alarms with their topic, a dashboard, and the key of the logs. @default none of them */
  readonly observability?: ObservabilityInput;
  /** Where services find each other by name. @default `<project>-<name>`, made when a service uses `connect` */
  readonly namespace?: NamespaceInput;
  /** PostgreSQL databases, by name: lower-case letters, digits and hyphens, at most 20 characters. @default none */
  readonly databases?: Readonly<Record<string, DatabaseInput>>;
  /** Amazon EFS file systems that `volumes` of services are on, by name as for databases. @default none */
  readonly fileSystems?: Readonly<Record<string, FileSystemInput>>;
  /** The services, by name: lower-case letters, digits and hyphens, at most 20 characters. At least one. */
  readonly services: Readonly<Record<string, ServiceInput>>;
  /** Settings of the account's private ECR registry in the region; from one environment at most. @default none */
  readonly registry?: RegistryInput;
  /**
   * IAM policy that limits every role made here, by name in the account or by ARN; it must exist. Required beside
   * `delivery` in a protected environment, and in an account with one. @default none
   */
  readonly permissionsBoundary?: string;
  /** Roles for the pipeline that deploys the environment. @default none */
  readonly delivery?: DeliveryInput;
  /** Findings of the policy check that stand. @default none: every rule holds everywhere */
  readonly policy?: PolicyInput;
  /**
   * AWS tags on every resource, beside `project`, `environment` and, on some, `Name`. A key of these replaces theirs, in
   * any case, because IAM ignores the case of keys: `Project` is the only one of its kind then. @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /** A local AWS instead of the real one; only for an environment that never meets AWS. @default none: AWS */
  readonly emulator?: EmulatorInput;
}

export interface StateInput {
  /** Bucket name, 3-63 characters. @default `<project>-<name>-state-<account>` */
  readonly bucket?: string;
  /** Key prefix in the bucket; two environments can not share bucket and prefix. @default the environment's name */
  readonly prefix?: string;
}

export interface NetworkInput {
  /** IPv4 range of the VPC, prefix length 16 to 24. @default "10.0.0.0/16" */
  readonly cidr?: string;
  /** Availability zones used, 2 or 3; each gets a public and a private subnet. @default 2 */
  readonly zones?: number;
  /** NAT gateways: none (VPC endpoints only: images in ECR of the region, nothing on the internet), one for all zones, or one per zone. @default "one" */
  readonly nat?: "none" | "one" | "per-zone";
  /** Interface endpoints for ECR, Logs, Secrets Manager and SSM, and those that services need beside them. @default true when `nat` is "none", else false */
  readonly endpoints?: boolean;
  /**
   * Hosts of registries, with their ports, that tasks reach without the internet when `nat` is "none": by a transit gateway,
   * a peering connection or a VPN. @default none
   */
  readonly reachableRegistries?: readonly string[];
  /** VPC flow logs to CloudWatch Logs, kept for this many days; `false` for none. @default 30 */
  readonly flowLogs?: false | { readonly retentionDays: number };
}

export interface ExistingNetworkInput {
  /** Id of an existing VPC, `vpc-...`. */
  readonly vpc: string;
  /** Ids of its public subnets, in at least two zones; `[]` without a public load balancer and without `publicIp`. */
  readonly publicSubnets: readonly string[];
  /** Ids of its private subnets, in at least two zones. */
  readonly privateSubnets: readonly string[];
}

export interface ClusterInput {
  /** Shares of Fargate and Fargate Spot for services that say nothing else. @default Fargate only */
  readonly capacity?: CapacityInput;
  /** CloudWatch Container Insights. @default "enhanced" */
  readonly containerInsights?: "enhanced" | "enabled" | "disabled";
  /** Groups of EC2 instances that run tasks beside Fargate, by name. @default none */
  readonly instances?: Readonly<Record<string, InstanceGroupInput>>;
}

export interface CapacityInput {
  /** Share of Fargate. @default none */
  readonly fargate?: CapacityShareInput;
  /** Share of Fargate Spot, which AWS may take back with two minutes' notice. @default none */
  readonly fargateSpot?: CapacityShareInput;
}

export interface CapacityShareInput {
  /** Tasks placed here before weights count, 0 to 100000; on one provider only. @default 0 */
  readonly base?: number;
  /** Relative share, 0 to 1000. @default 1 */
  readonly weight?: number;
}

export interface LoadBalancerInput {
  /** Reachable from the internet (public subnets) or only inside the VPC (private subnets). @default true */
  readonly public?: boolean;
  /** IPv4 ranges that may connect. @default ["0.0.0.0/0"] when public, else the VPC's own range */
  readonly allowedCidrs?: readonly string[];
  /** ARN of an ACM certificate: HTTPS, and HTTP redirects to it. @default none, or made from `domain` */
  readonly certificate?: string;
  /** Access logs into a bucket of their own, kept for this many days; `false` for none. @default 90 when protected, else false */
  readonly accessLogs?: false | { readonly retentionDays: number };
  /** Nobody can delete the balancer until this is taken away. @default the environment's `protected` */
  readonly deletionProtection?: boolean;
  /** Seconds a connection may be idle, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** A second port that leads to the new revision before it serves, for `rollout` by "blue-green" and its like. @default none */
  readonly testListener?: TestListenerInput;
}

export interface TestListenerInput {
  /** 1 to 65535, none of the balancer's own (80, and 443 with a certificate). */
  readonly port: number;
  /** IPv4 ranges that may connect; who tries a revision that does not serve yet. */
  readonly allowedCidrs: readonly string[];
}

export interface LogsInput {
  /** Days that CloudWatch Logs keeps a line; one of the values that CloudWatch allows. @default 30, or 365 when protected */
  readonly retentionDays?: number;
}

export interface EmulatorInput {
  /** URL of the emulator's gateway, for example `http://localhost:4566`. */
  readonly endpoint: string;
}

export interface ServiceInput extends ContainerInput, PlatformInput {
  /**
   * Folder with a Dockerfile, relative to the project; or the build in full; or the URI of an image built elsewhere; or
   * the environment that it is promoted from.
   */
  readonly image: ImageInput;
  /** Port the container listens on, 1 to 65535. @default none: nothing connects to the service, as to a worker */
  readonly port?: number;
  /** Containers beside the service's own in each task, by name: lower-case letters, digits, - and _. @default none */
  readonly containers?: Readonly<Record<string, SideContainerInput>>;
  /** Containers that help the application: `"x-ray"`, `"adot"`, or one of them with settings. @default none */
  readonly sidecars?: readonly SidecarInput[];
  /** Where the application's lines go, when not to CloudWatch Logs directly. @default CloudWatch Logs, by `awslogs` */
  readonly logRouter?: LogRouterInput;
  /** Service Connect: `true` to call other services by name, settings to be called too. @default true with `talksTo` */
  readonly connect?: ConnectInput;
  /** App Mesh, which came to its end on 30 September 2026; `connect` is its successor. @default none */
  readonly mesh?: MeshInput;
  /** Services of the environment that this one calls: security groups let exactly these connections through. @default none */
  readonly talksTo?: readonly string[];
  /** Databases that the service connects to, by name: gives it variables, secret, rights and way. @default none */
  readonly uses?: Readonly<Record<string, DatabaseUseInput>>;
  /** Files that the containers of a task share or that outlive it, by name: as for services. @default none */
  readonly volumes?: Readonly<Record<string, VolumeInput>>;
  /** Requests that the load balancer sends here. @default none: not behind the balancer */
  readonly route?: RouteInput;
  /** Give each task a public IP and open `port` to these IPv4 ranges; only without `route`. @default none */
  readonly publicIp?: { readonly allowedCidrs: readonly string[] };
  /**
   * Task size in CPU units (1024 = 1 vCPU) and MiB: one that Fargate has; on EC2 any, or `{}` for none.
   * @default { cpu: 256, memoryMiB: 512 }, or for Windows { cpu: 1024, memoryMiB: 2048 }
   */
  readonly size?: { readonly cpu?: number; readonly memoryMiB?: number };
  /** Tasks that run: 0 to 5000, or bounds and what moves the number between them. @default 1, or 2 when protected */
  readonly count?: number | ScalingInput;
  /** When the alarms of the service go off; `false` for no alarms. @default those of `observability.alarms` */
  readonly alarms?: false | ThresholdsInput;
  /** Fargate, or a group of `cluster.instances`. @default "fargate" */
  readonly runsOn?: RunsOnInput;
  /** CPU architecture of the tasks and of the image built for them. @default "x86_64", or that of the instances */
  readonly architecture?: "x86_64" | "arm64";
  /** How a new revision takes over: task by task, or by moving requests to a second set of tasks. @default a rolling update */
  readonly rollout?: RolloutInput;
  /** A task that must succeed with the new image before the service moves to it: a database migration. @default none */
  readonly migrate?: MigrateInput;
  /** What the application may do with AWS resources that are not of this project. @default nothing */
  readonly access?: readonly AccessInput[];
  /** Repository of the image. */
  readonly repository?: RepositoryInput;
  /** Allow `aws ecs execute-command` into the tasks. @default false */
  readonly exec?: boolean;
  /** Shares of Fargate and Fargate Spot. @default the cluster's */
  readonly capacity?: CapacityInput;
}

export interface RouteInput {
  /** Path pattern of the listener rule, `*` and `?` as wildcards, at most 128 characters. */
  readonly path: string;
  /** Host header pattern, `*` and `?` as wildcards, or up to 4 of them: which of the domains. @default any host */
  readonly host?: string | readonly string[];
  /** Path that answers 200-399 when a task is healthy. @default "/health" */
  readonly health?: string;
  /** Listener rule priority, 1 to 50000; the lowest is asked first. @default computed: the narrower host, then the narrower path first */
  readonly priority?: number;
  /** Seconds the balancer waits for requests in flight before it drops a stopping task, 0 to 3600. @default 30 */
  readonly deregistrationDelaySeconds?: number;
}
