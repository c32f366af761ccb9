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
  const taken = new Map(inMemory.map((path) => [bare(path), "linux.tmpfs"]));
  return mountPoints.flatMap(({ sourceVolume, containerPath }) => {
    const property = pathOf(sourceVolume);
    if (!volumes.includes(sourceVolume)) {
      const known = volumes.join(", ");
      return [
        `${property} must be of one of the task's volumes (${known === "" ? "none" : known}), got "${escapeControls(sourceVolume)}"; declare it in volumes`,
      ];
    }
    if (!isAbsolute(containerPath, platform) || isRoot(containerPath)) {
      return [
        `${property} must be an absolute path below the root such as ${absoluteExample(platform)}, got "${escapeControls(containerPath)}"`,
      ];
    }
    const other = taken.get(bare(containerPath));
    taken.set(bare(containerPath), other ?? sourceVolume);
    return other === undefined
      ? []
      : [`${property} must be another path than that of ${other}, got "${escapeControls(containerPath)}"`];
  });
}

const isRoot = (path: string): boolean => /^([A-Za-z]:)?[\\/]+$/.test(path);
const bare = (path: string): string => path.replace(/[\\/]+$/, "");
