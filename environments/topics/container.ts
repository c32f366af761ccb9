import type { ContainerMemory, Ulimit } from "../rules/container";
import type { DependencyCondition } from "../rules/container-dependency";
import type { LinuxSettings } from "../rules/container-linux";
import type { ContainerHealthCheck } from "../rules/health-check";
import type { Secret } from "../rules/secret";
import { resolveHealthCheck, type ContainerHealthCheckInput } from "./health-check";
import { resolveSecret, type SecretInput } from "./secret";

/** What can be said of every container of a task, the service's own and those beside it. */
export interface ContainerInput {
  /** Plain environment variables; names are of printable characters without `=` and blanks. Secret values belong into `secrets`. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Files of variables in S3, read when a task starts: ARNs of objects that end in `.env`, at most 10 in a task.
   * `environment` wins over them. @default none
   */
  readonly environmentFiles?: readonly (string | EnvironmentFileInput)[];
  /** Environment variables filled by ECS when a task starts; only the reference is ever written. @default none */
  readonly secrets?: Readonly<Record<string, SecretInput>>;
  /** Arguments instead of the image's own (Docker's CMD). @default the image's */
  readonly command?: readonly string[];
  /** Program and first arguments instead of the image's own (Docker's ENTRYPOINT). @default the image's */
  readonly entryPoint?: readonly string[];
  /** Folder that the process starts in, an absolute path. @default the image's */
  readonly workingDirectory?: string;
  /** User that runs the process, `name`, `uid` or `uid:gid`; root must be asked for by name. @default the Dockerfile's last USER, refused when there is none or it is root */
  readonly user?: string;
  /** The task ends, and is replaced, when this container ends. @default true */
  readonly essential?: boolean;
  /**
   * Containers of the task, and how far each must have come before this one starts: `START` started, `HEALTHY` its
   * health check passed, `COMPLETE` ended, `SUCCESS` ended with exit code 0. @default none
   */
  readonly dependsOn?: Readonly<Record<string, DependencyCondition>>;
  /** ECS container health check beside the balancer's own. @default none: the Dockerfile's HEALTHCHECK is not read by ECS */
  readonly healthCheck?: ContainerHealthCheckInput;
  /** CPU units that are kept for the container, from 1 (1024 = 1 vCPU). @default none: it shares the task's */
  readonly containerCpu?: number;
  /** Memory of the container in MiB, from 6: killed above `hardMiB`, `softMiB` kept for it. @default the task's */
  readonly containerMemory?: ContainerMemory;
  /** Resource limits of the process by name (`nofile`): one number, or `soft` and `hard`; -1: none. @default the launch type's own */
  readonly ulimits?: Readonly<Partial<Record<Ulimit, number | UlimitInput>>>;
  /** Settings of the Linux kernel; not on Windows. @default an init process, and `/tmp` in memory where the root is read-only */
  readonly linux?: LinuxSettings;
  /** Docker labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Port of the EC2 instance that leads to `port`; only with network mode `bridge`, 1 to 32767 or 0. @default 0: any that is free */
  readonly hostPort?: number;
  /** Root file system is writable. @default false; Windows has no other */
  readonly writableRoot?: boolean;
  /** Seconds between SIGTERM and SIGKILL, from 2; on Fargate at most 120. @default 30 */
  readonly stopTimeoutSeconds?: number;
  /** Never true: a service has nobody at its standard input. For a shell in a running task there is `exec`. @default false */
  readonly interactive?: false;
  /** Never true: a service has no terminal. For a shell in a running task there is `exec`. @default false */
  readonly pseudoTerminal?: false;
}

export interface EnvironmentFileInput {
  /** ARN of the object in S3; ends in `.env`. */
  readonly object: string;
  /** ARN of the KMS key that encrypts it, which ECS then may use for this. @default a key of AWS */
  readonly kmsKey?: string;
}

export interface UlimitInput {
  /** What the process begins with, not above `hard`; -1: no limit. */
  readonly soft: number;
  /** What the process may raise it to; -1: no limit. */
  readonly hard: number;
}

/** The resolved settings of one container. */
export interface Container {
  readonly environment: Readonly<Record<string, string>>;
  readonly environmentFiles?: readonly EnvironmentFile[];
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  /** Absent: true. */
  readonly essential?: boolean;
  readonly dependsOn?: Readonly<Record<string, DependencyCondition>>;
  readonly healthCheck?: ContainerHealthCheck;
  readonly containerCpu?: number;
  readonly containerMemory?: ContainerMemory;
  readonly ulimits?: Readonly<Partial<Record<Ulimit, UlimitInput>>>;
  readonly linux?: LinuxSettings;
  readonly labels?: Readonly<Record<string, string>>;
  readonly hostPort?: number;
  readonly writableRoot: boolean;
  readonly stopTimeoutSeconds: number;
}

export interface EnvironmentFile {
  readonly object: string;
  readonly kmsKey?: string;
}

/** @param isOnWindows whether the root can be nothing but writable */
export function resolveContainer(input: ContainerInput, isOnWindows: boolean): Container {
  const files = input.environmentFiles?.map((file) => (typeof file === "string" ? { object: file } : file));
  return {
    environment: { ...input.environment },
    ...(files && files.length > 0 && { environmentFiles: files }),
    secrets: mapped(input.secrets ?? {}, resolveSecret),
    ...given(input, ["command", "entryPoint", "workingDirectory", "user", "essential", "dependsOn"]),
    ...(input.healthCheck && { healthCheck: resolveHealthCheck(input.healthCheck) }),
    ...given(input, ["containerCpu", "containerMemory", "linux", "labels", "hostPort"]),
    ...(input.ulimits && { ulimits: mapped(input.ulimits, resolveUlimit) }),
    writableRoot: input.writableRoot ?? isOnWindows,
    stopTimeoutSeconds: input.stopTimeoutSeconds ?? 30,
  };
}

const resolveUlimit = (limit: number | UlimitInput): UlimitInput =>
  typeof limit === "number" ? { soft: limit, hard: limit } : limit;

const mapped = <T, U>(values: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));

/** Those of the properties that are set: an absent one adds no key. */
const given = <T extends object, K extends keyof T>(input: T, keys: readonly K[]) =>
  Object.fromEntries(keys.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]]))) as {
    [P in K]?: Exclude<T[P], undefined>;
  };
