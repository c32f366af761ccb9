import { posix, win32 } from "node:path";
import { escapeControls } from "../control-characters";
import { isWindows, type TaskPlatform } from "./platform";

/** Where one container sees volumes of its task, in the words of ECS. */
export interface Mounts {
  readonly mountPoints: readonly { readonly sourceVolume: string; readonly containerPath: string }[];
  /** Paths that are in memory because somebody said so. */
  readonly inMemory: readonly string[];
}

/** Paths of a container, and of an instance, as the operating system writes them. */
export const isAbsolute = (path: string, platform: TaskPlatform): boolean =>
  isWindows(platform) ? /^[A-Za-z]:[\\/]/.test(path) : path.startsWith("/");

/** How a message speaks of such a path. */
export const absoluteExample = (platform: TaskPlatform): string =>
  isWindows(platform) ? "C:\\data" : "/var/data";

/**
 * What Docker would refuse in the mounts of one container.
 *
 * @param pathOf how the user names the mount of a volume, for example `services.web.volumes.uploads.mount`
 * @param volumes names of the task's volumes
 */
export function mountProblems(
  pathOf: (volume: string) => string,
  { mountPoints, inMemory }: Mounts,
  volumes: readonly string[],
  platform: TaskPlatform,
): string[] {
  const taken = new Map(inMemory.map((path) => [cleanPath(path, platform), "linux.tmpfs"]));
  return mountPoints.flatMap(({ sourceVolume, containerPath }) => {
    const property = pathOf(sourceVolume);
    if (!volumes.includes(sourceVolume)) {
      const known = volumes.join(", ");
      return [
        `${property} must be of one of the task's volumes (${known === "" ? "none" : known}), got "${escapeControls(sourceVolume)}"; declare it in volumes`,
      ];
    }
    if (!isAbsolute(containerPath, platform) || isRootPath(containerPath, platform)) {
      return [
        `${property} must be an absolute path below the root such as ${absoluteExample(platform)}, got "${escapeControls(containerPath)}"`,
      ];
    }
    if (hasColon(containerPath, platform)) {
      return [
        `${property} must have no colon${isWindows(platform) ? " after the drive" : ""}, got "${escapeControls(containerPath)}"; set readOnly for a volume that is only read`,
      ];
    }
    const path = cleanPath(containerPath, platform);
    const other = taken.get(path);
    taken.set(path, other ?? sourceVolume);
    return other === undefined
      ? []
      : [`${property} must be another path than that of ${other}, got "${escapeControls(containerPath)}"`];
  });
}

/** The shortest spelling of an absolute path, as Docker compares it: without `.`, `..`, repeated and final slashes. */
export const cleanPath = (path: string, platform: Pick<TaskPlatform, "operatingSystem">): string =>
  isWindows(platform)
    ? win32.normalize(path).toLowerCase().replace(/\\$/, "")
    : posix.normalize(path.replace(/^\/+/, "/")).replace(/\/$/, "");

export const isRootPath = (path: string, platform: TaskPlatform): boolean =>
  /^([a-z]:)?$/.test(cleanPath(path, platform));

/** Docker separates a mount's path from its options by a colon. */
export const hasColon = (path: string, platform: TaskPlatform): boolean =>
  (isWindows(platform) ? path.slice("C:".length) : path).includes(":");
