import type { Construct } from "constructs";
import type { NetworkAttributes } from "../constructs/network/network";
import { existingFileSystem, FileSystem, type FileSystemAttributes } from "../constructs/volume/file-system";
import type { Environment } from "../environments/model";
import { prefixOf } from "../environments/rules/names";

/** The file systems of an environment by their names; those that were there before are only described. */
export const fileSystemsOf = (
  scope: Construct,
  environment: Environment,
  network: NetworkAttributes,
): ReadonlyMap<string, FileSystemAttributes> =>
  new Map(
    (environment.fileSystems ?? []).map((fileSystem) => {
      const { name } = fileSystem;
      if (fileSystem.kind === "existing") return [name, existingFileSystem(fileSystem, environment)];
      const subnetIds = fileSystem.subnets ?? network.privateSubnetIds;
      return [
        name,
        new FileSystem(scope, `file-system-${name}`, {
          ...fileSystem,
          name: `${prefixOf(environment)}-${name}`,
          network: { vpcId: network.vpcId, subnetIds },
        }),
      ];
    }),
  );
