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
  /** Public name of the balancer: makes certificate, validation and alias record. @default none: plain HTTP */
  readonly domain?: DomainInput;
  /** CloudWatch Logs settings of every service. */
  readonly logs?: LogsInput;
  /** The services, by name: lower-case letters, digits and hyphens, at most 20 characters. At least one. */
  readonly services: Readonly<Record<string, ServiceInput>>;
  /** AWS tags on every resource, beside `project` and `environment`. @default none */
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
  /** NAT gateways: none (VPC endpoints only), one for all zones, or one per zone. @default "one" */
  readonly nat?: "none" | "one" | "per-zone";
  /** Interface endpoints for ECR, Logs, Secrets Manager and SSM. @default true when `nat` is "none", else false */
  readonly endpoints?: boolean;
  /** VPC flow logs to CloudWatch Logs, kept for this many days; `false` for none. @default 30 */
  readonly flowLogs?: false | { readonly retentionDays: number };
}

export interface ExistingNetworkInput {
  /** Id of an existing VPC, `vpc-...`. */
  readonly vpc: string;
  /** Ids of its public subnets, in at least two zones. */
  readonly publicSubnets: readonly string[];
  /** Ids of its private subnets, in at least two zones. */
  readonly privateSubnets: readonly string[];
}

export interface ClusterInput {
  /** Shares of Fargate and Fargate Spot for services that say nothing else. @default Fargate only */
  readonly capacity?: CapacityInput;
  /** CloudWatch Container Insights. @default "enhanced" */
  readonly containerInsights?: "enhanced" | "enabled" | "disabled";
}

export interface CapacityInput {
  readonly fargate?: CapacityShareInput;
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
  /** @default the environment's `protected` */
  readonly deletionProtection?: boolean;
  /** Seconds a connection may be idle, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
}

export interface DomainInput {
  /** Fully qualified name of the balancer, for example `shop.example.com`. */
  readonly name: string;
  /** Route 53 public hosted zone that holds it, for example `example.com`. */
  readonly zone: string;
}

export interface LogsInput {
  /** Days that CloudWatch Logs keeps a line; one of the values that CloudWatch allows. @default 30, or 365 when protected */
  readonly retentionDays?: number;
}

export interface EmulatorInput {
  /** URL of the emulator's gateway, for example `http://localhost:4566`. */
  readonly endpoint: string;
}

export interface ServiceInput {
  /** Folder with a Dockerfile, relative to the project; or the build in full; or the URI of an image built elsewhere. */
  readonly image: string | BuildInput | ExternalImageInput;
  /** Port the container listens on, 1 to 65535. */
  readonly port: number;
  /** Requests that the load balancer sends here. @default none: not behind the balancer */
  readonly route?: RouteInput;
  /** Give each task a public IP and open `port` to these IPv4 ranges; only without `route`. @default none */
  readonly publicIp?: { readonly allowedCidrs: readonly string[] };
  /** Fargate task size. @default { cpu: 256, memoryMiB: 512 } */
  readonly size?: { readonly cpu: number; readonly memoryMiB: number };
  /** Tasks that run, 0 to 1000. @default 1, or 2 when protected */
  readonly count?: number;
  /** CPU architecture of the tasks and of the image built for them. @default "x86_64" */
  readonly architecture?: "x86_64" | "arm64";
  /**
   * Plain environment variables. `${project}`, `${environment}`, `${region}`, `${account}` and `${service}` are
   * replaced by the environment's own values. Secret values belong into `secrets`. @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables filled by ECS when a task starts; only the reference is ever written. @default none */
  readonly secrets?: Readonly<Record<string, SecretInput>>;
  /** ECS container health check beside the balancer's own. @default none: the Dockerfile's HEALTHCHECK is not read by ECS */
  readonly healthCheck?: ContainerHealthCheckInput;
  /** Rolling update bounds in percent of `count`. @default 100 to 200 */
  readonly rollout?: RolloutInput;
  /** Repository of the image. */
  readonly repository?: RepositoryInput;
  /** Root file system is writable. @default false */
  readonly writableRoot?: boolean;
  /** User that runs the process, `name`, `uid` or `uid:gid`; root must be asked for by name. @default the Dockerfile's last USER, refused when there is none or it is root */
  readonly user?: string;
  /** Allow `aws ecs execute-command` into the tasks. @default false */
  readonly exec?: boolean;
  /** Shares of Fargate and Fargate Spot. @default the cluster's */
  readonly capacity?: CapacityInput;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. @default 30 */
  readonly stopTimeoutSeconds?: number;
}

export interface BuildInput {
  /** Folder sent to the Docker engine, relative to the project, filtered by its `.dockerignore`. */
  readonly context: string;
  /** Dockerfile, relative to `context`. @default "Dockerfile" */
  readonly dockerfile?: string;
  /** Build stage that becomes the image. @default the last one */
  readonly target?: string;
  /** Build arguments; never secrets, they stay readable in the image. @default none */
  readonly args?: Readonly<Record<string, string>>;
}

export interface ExternalImageInput {
  /** Full image reference with a tag other than `latest`, or a digest. */
  readonly uri: string;
}

export interface RouteInput {
  /** Path pattern of the listener rule, `*` and `?` as wildcards, at most 128 characters. */
  readonly path: string;
  /** Host header pattern. @default any host */
  readonly host?: string;
  /** Path that answers 200-399 when a task is healthy. @default "/health" */
  readonly health?: string;
  /** Listener rule priority, 1 to 50000. @default computed from path and host, the same whatever other services there are */
  readonly priority?: number;
  /** Seconds the balancer waits for requests in flight before it drops a stopping task, 0 to 3600. @default 30 */
  readonly deregistrationDelaySeconds?: number;
}

/** A secret by name or ARN, or an SSM parameter by name or ARN. */
export type SecretInput =
  | {
      /** Secrets Manager secret, by name or ARN. */
      readonly secret: string;
      /** JSON key inside the secret. @default the whole secret */
      readonly key?: string;
    }
  | {
      /** SSM parameter, by name (`/shop/key`) or ARN. */
      readonly parameter: string;
    };

export interface ContainerHealthCheckInput {
  /** Command run in the container: exec form, or one string for the shell. */
  readonly command: string | readonly string[];
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 60. @default 5 */
  readonly timeoutSeconds?: number;
  /** 1 to 10. @default 3 */
  readonly retries?: number;
  /** 0 to 300. @default 0 */
  readonly startPeriodSeconds?: number;
}

export interface RolloutInput {
  /** 0 to 100. @default 100 */
  readonly minimumHealthyPercent?: number;
  /** 100 to 200, above the minimum. @default 200 */
  readonly maximumPercent?: number;
  /** Seconds a new task may fail the balancer's checks before it counts, 0 to 2147483647. @default 60 with a route */
  readonly healthCheckGraceSeconds?: number;
}

export interface RepositoryInput {
  /** A pushed tag may be pushed again with other content; never in a protected environment. @default false */
  readonly mutable?: boolean;
  /** ARN of a KMS key. @default AES-256 with a key of AWS */
  readonly kmsKey?: string;
  /** Terraform may delete the repository with its images. @default false, or true with an emulator */
  readonly forceDelete?: boolean;
  /** Images that stay beside the protected ones, newest first, at least 20. @default 100 */
  readonly keepImages?: number;
  /** Days until an untagged image goes, 1 to 365. @default 14 */
  readonly untaggedDays?: number;
  /** 12-digit accounts that may pull. @default none */
  readonly pullAccounts?: readonly string[];
}
