import { shown } from "../errors";
import { byName } from "./by-name";
import { absoluteExample, cleanPath, hasColon, isAbsolute, isRootPath } from "./mounts";
import { isWindows, under, type TaskPlatform } from "./platform";

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html */
export const CAPABILITIES = [
  "ALL",
  "AUDIT_CONTROL",
  "AUDIT_WRITE",
  "BLOCK_SUSPEND",
  "CHOWN",
  "DAC_OVERRIDE",
  "DAC_READ_SEARCH",
  "FOWNER",
  "FSETID",
  "IPC_LOCK",
  "IPC_OWNER",
  "KILL",
  "LEASE",
  "LINUX_IMMUTABLE",
  "MAC_ADMIN",
  "MAC_OVERRIDE",
  "MKNOD",
  "NET_ADMIN",
  "NET_BIND_SERVICE",
  "NET_BROADCAST",
  "NET_RAW",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_CHROOT",
  "SYS_MODULE",
  "SYS_NICE",
  "SYS_PACCT",
  "SYS_PTRACE",
  "SYS_RAWIO",
  "SYS_RESOURCE",
  "SYS_TIME",
  "SYS_TTY_CONFIG",
  "SYSLOG",
  "WAKE_ALARM",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html, without those that loosen the defaults. */
export const MOUNT_OPTIONS = [
  "ro",
  "rw",
  "nosuid",
  "nodev",
  "exec",
  "noexec",
  "noatime",
  "relatime",
  "strictatime",
  "nodiratime",
] as const;
export type MountOption = (typeof MOUNT_OPTIONS)[number];

export interface LinuxSettings {
  /** A small init as process 1 passes signals on and reaps children. @default true */
  readonly init?: boolean;
  /** Kernel capabilities beyond Docker's own set, or without some of them. @default Docker's own */
  readonly capabilities?: { readonly add?: readonly Capability[]; readonly drop?: readonly Capability[] };
  /** Size of `/dev/shm` in MiB; only on EC2. @default 64, by Docker */
  readonly sharedMemoryMiB?: number;
  /** Swap of the instance; only on EC2. @default none */
  readonly swap?: Swap;
  /** File systems in memory, by their path in the container. @default `/tmp` where the root is read-only */
  readonly tmpfs?: Readonly<Record<string, Tmpfs>>;
}

export interface Swap {
  /** Swap that the container may use, in MiB. */
  readonly maxMiB: number;
  /** Eagerness to swap, 0 to 100; no setting of Amazon Linux 2023. @default 60, by Docker */
  readonly swappiness?: number;
}

export interface Tmpfs {
  /** At least 1; taken from the task's memory as it fills. */
  readonly sizeMiB: number;
  /** Options of the mount. @default ["rw", "nosuid", "nodev"] */
  readonly options?: readonly MountOption[];
}

/** What Fargate lets a container add: tracing its own processes. */
const FARGATE_CAPABILITY = "SYS_PTRACE";

/**
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 *
 * @param path the settings as the user wrote them, for example `services.web.linux`
 */
export function linuxProblems(
  path: string,
  linux: LinuxSettings | undefined,
  platform: TaskPlatform,
): string[] {
  if (linux === undefined || isWindows(platform)) return [];
  const { capabilities, sharedMemoryMiB, swap, tmpfs = {} } = linux;
  const onFargate = platform.launch === "fargate";
  const tooMany = (capabilities?.add ?? []).filter((name) => name !== FARGATE_CAPABILITY);
  const problems: string[] = [];
  if (onFargate && tooMany.length > 0) {
    problems.push(
      `${path}.capabilities.add must hold nothing but ${FARGATE_CAPABILITY} on Fargate, got ${tooMany.join(", ")}`,
    );
  }
  for (const [name, given] of Object.entries({ sharedMemoryMiB, swap })) {
    if (onFargate && given !== undefined) {
      problems.push(`${path}.${name} must not be set on Fargate, which has no such setting, got a value`);
    }
  }
  if (sharedMemoryMiB !== undefined) {
    problems.push(...wholeFrom(1, `${path}.sharedMemoryMiB`, sharedMemoryMiB));
  }
  problems.push(...(swap === undefined ? [] : swapProblems(under(path, "swap"), swap)));
  const taken = new Map<string, string>();
  for (const [mount, { sizeMiB }] of byName(tmpfs)) {
    const place = cleanPath(mount, platform);
    const other = taken.get(place);
    taken.set(place, other ?? mount);
    if (!isAbsolute(mount, platform) || isRootPath(mount, platform)) {
      problems.push(
        `${path}.tmpfs must be at an absolute path below the root such as ${absoluteExample(platform)}, got ${shown(mount)}`,
      );
    } else if (hasColon(mount, platform)) {
      problems.push(
        `${path}.tmpfs must have no colon, got ${shown(mount)}; set options for a file system that is only read`,
      );
    } else if (isInProc(place)) {
      problems.push(
        `${path}.tmpfs must be outside /proc, where containers mount nothing, got ${shown(mount)}`,
      );
    } else if (other !== undefined) {
      problems.push(`${path}.tmpfs must be at different paths, got ${shown(other)} and ${shown(mount)}`);
    }
    problems.push(...wholeFrom(1, `${path}.tmpfs["${mount}"].sizeMiB`, sizeMiB));
  }
  return problems;
}

/** Source: https://github.com/opencontainers/runc/blob/main/libcontainer/rootfs_linux.go (checkProcMount) */
const isInProc = (path: string): boolean => /^\/proc(?:\/|$)/.test(path);

function swapProblems(path: string, { maxMiB, swappiness }: Swap): string[] {
  const inRange =
    swappiness === undefined || (Number.isInteger(swappiness) && swappiness >= 0 && swappiness <= 100);
  return [
    ...wholeFrom(0, `${path}.maxMiB`, maxMiB),
    ...(inRange ? [] : [`${path}.swappiness must be a whole number from 0 to 100, got ${swappiness}`]),
  ];
}

const wholeFrom = (from: number, path: string, value: number): string[] =>
  Number.isInteger(value) && value >= from
    ? []
    : [`${path} must be a whole number of MiB from ${from}, got ${value}`];
