import { shown } from "../errors";
import type { Environment } from "../model";

type Mounting = Pick<Environment, "name" | "account" | "region" | "fileSystems" | "services">;

/** A folder of an existing file system that a volume has by default. */
interface Folder {
  readonly path: string;
  readonly id: string;
  readonly folder: string;
}

/**
 * Volumes that see the files of another environment by default: both have the same existing file system, and the same
 * service and volume. A path that is written in one of them is meant.
 */
export function sharedFolderProblems(environment: Mounting, other: Mounting): string[] {
  if (environment.account !== other.account || environment.region !== other.region) return [];
  const theirs = defaultFolders(other);
  return defaultFolders(environment)
    .filter(({ id, folder }) => theirs.some((each) => each.id === id && each.folder === folder))
    .map(
      ({ path, id, folder }) =>
        `${path} must be set where environment ${shown(other.name)} uses the file system ${id} too, got nothing; both would see the folder ${folder}: write another one, or the same one to share it`,
    );
}

const defaultFolders = ({ fileSystems = [], services }: Mounting): Folder[] =>
  services.flatMap((service) =>
    (service.volumes ?? []).flatMap((volume) => {
      if (volume.kind !== "file-system" || volume.fileSystem.isDefaultPath !== true) return [];
      const { name, path } = volume.fileSystem;
      const fileSystem = fileSystems.find((each) => each.name === name);
      return fileSystem?.kind === "existing"
        ? [
            {
              path: `services.${service.name}.volumes.${volume.name}.fileSystem.path`,
              id: fileSystem.id,
              folder: path,
            },
          ]
        : [];
    }),
  );
