import { oneOf, whole } from "../schema/leaves";
import {
  isWindows,
  NETWORK_MODES,
  OPERATING_SYSTEMS,
  type NetworkMode,
  type OperatingSystem,
  type TaskPlatform,
} from "../rules/platform";
import type { TaskSize } from "../rules/task-size";

/** Where and how the tasks of a service run. */
export interface PlatformInput {
  /** Operating system of the containers. Windows has no read-only root, no Linux settings and no ARM64. @default "linux" */
  readonly platform?: OperatingSystem;
  /**
   * How a task is connected: `awsvpc` gives it an address and a security group of its own; `bridge`, `host` and
   * `none` are those of Docker on an EC2 instance. Fargate has `awsvpc` only. @default "awsvpc"
   */
  readonly networkMode?: NetworkMode;
  /** Disk of a Fargate task in GiB, 21 to 200. @default 20 GiB, which each task has */
  readonly ephemeralStorageGiB?: number;
}

export interface Platform {
  /** Absent: Linux. */
  readonly platform?: OperatingSystem;
  /** Absent: `awsvpc`. */
  readonly networkMode?: NetworkMode;
  /** Absent: the 20 GiB of each task. */
  readonly ephemeralStorageGiB?: number;
}

export const platformShape = {
  platform: oneOf(...OPERATING_SYSTEMS).optional(),
  networkMode: oneOf(...NETWORK_MODES).optional(),
  ephemeralStorageGiB: whole(0, 1_048_576).optional(),
};

export const resolvePlatform = ({ platform, networkMode, ephemeralStorageGiB }: PlatformInput): Platform => ({
  ...(platform !== undefined && { platform }),
  ...(networkMode !== undefined && { networkMode }),
  ...(ephemeralStorageGiB !== undefined && { ephemeralStorageGiB }),
});

/** The platform of a resolved service, with what it left out; `runsOn` is there exactly when it runs on instances. */
export const platformOf = (service: Platform & { readonly runsOn?: object }): TaskPlatform => ({
  launch: service.runsOn === undefined ? "fargate" : "ec2",
  operatingSystem: service.platform ?? "linux",
  networkMode: service.networkMode ?? "awsvpc",
});

/** A size that is given stands as it is, so that `{}` is none; Windows on EC2 has none by itself. */
export function resolveSize(size: TaskSize | undefined, platform: TaskPlatform): TaskSize {
  if (size !== undefined) return size;
  if (!isWindows(platform)) return { cpu: 256, memoryMiB: 512 };
  return platform.launch === "ec2" ? {} : { cpu: 1024, memoryMiB: 2048 };
}
