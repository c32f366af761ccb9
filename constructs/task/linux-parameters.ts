import type { LinuxSettings, Tmpfs } from "../../environments/rules/container-linux";
import { cleanPath } from "../../environments/rules/mounts";
import type { LinuxParameters } from "./container-definition";

/** Room for sockets, uploads and process ids; a 512 MiB task still keeps seven eighths of its memory. */
const DEFAULT_TEMPORARY_MIB = 64;

const DEFAULT_OPTIONS = ["rw", "nosuid", "nodev"] as const;

/**
 * @param root whether the root file system can be written to; `/tmp` is in memory where it can not, unless `linux.tmpfs`
 * says something else about it, or a volume is mounted there
 */
export function linuxParameters(
  linux: LinuxSettings,
  root: { readonly readOnly: boolean; readonly temporaryMiB?: number; readonly mounted?: readonly string[] },
): LinuxParameters {
  const { capabilities, sharedMemoryMiB, swap } = linux;
  // In memory and not a task volume: Fargate gives a volume to root, and images here do not run as root.
  const isTmp = (path: string) => cleanPath(path, { operatingSystem: "linux" }) === "/tmp";
  const inMemoryTmp =
    root.readOnly && ![...(root.mounted ?? []), ...Object.keys(linux.tmpfs ?? {})].some(isTmp);
  const temporary = inMemoryTmp ? { "/tmp": { sizeMiB: root.temporaryMiB ?? DEFAULT_TEMPORARY_MIB } } : {};
  const tmpfs = Object.entries({ ...temporary, ...linux.tmpfs })
    .sort(byName)
    .map(inMemory);
  return {
    // A small init as process 1 passes SIGTERM on and reaps children that the application forgets.
    initProcessEnabled: linux.init ?? true,
    ...(capabilities && { capabilities: { add: capabilities.add ?? [], drop: capabilities.drop ?? [] } }),
    ...(sharedMemoryMiB !== undefined && { sharedMemorySize: sharedMemoryMiB }),
    ...(swap && { maxSwap: swap.maxMiB }),
    ...(swap?.swappiness !== undefined && { swappiness: swap.swappiness }),
    ...(tmpfs.length > 0 && { tmpfs }),
  };
}

const inMemory = ([containerPath, { sizeMiB, options }]: readonly [string, Tmpfs]) => ({
  containerPath,
  mountOptions: options ?? DEFAULT_OPTIONS,
  size: sizeMiB,
});

const byName = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;
