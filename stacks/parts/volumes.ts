import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { MountPoint } from "../../constructs/task/container-definition";
import type { TaskPart } from "../../constructs/task/part";
import { AccessPoint } from "../../constructs/volume/access-point";
import { dockerVolume, hostVolume, scratchVolume } from "../../constructs/volume/instance-volume";
import { LaunchVolume } from "../../constructs/volume/launch-volume";
import type { Service } from "../../environments/model";
import { NFS_PORT } from "../../environments/rules/file-systems";
import { platformOf } from "../../environments/topics/platform";
import type { Mount, Volume } from "../../environments/topics/volumes";
import type { ServiceContext } from "./context";

/** The volumes of a service: what the task definition says of them, what they need in AWS, and the ways to them. */
export function volumes(context: ServiceContext): TaskPart[] {
  const { service } = context;
  const all = service.volumes ?? [];
  if (all.length === 0) return [];
  const own = all.map(({ name, mount, readOnly }) => ({ volume: name, path: mount, readOnly }));
  return [
    { own: { mountPoints: mountPoints(own) } },
    ...all.map((volume) => part(context, volume)),
    ways(context, all),
  ];
}

export const mountPoints = (mounts: readonly Mount[] = []): MountPoint[] =>
  mounts.map(({ volume, path, readOnly }) => ({
    sourceVolume: volume,
    containerPath: path,
    readOnly,
  }));

function part(context: ServiceContext, volume: Volume): TaskPart {
  const { environment, foundation, name, scope, service } = context;
  const platform = platformOf(service);
  switch (volume.kind) {
    case "scratch":
      return only(scratchVolume(volume.name));
    case "host":
      return only(hostVolume(volume.name, volume.host, platform));
    case "docker":
      return only(dockerVolume(volume.name, volume.docker, platform));
    case "ebs": {
      const launched = new LaunchVolume(scope, `volume-${volume.name}`, {
        ...volume.ebs,
        volume: volume.name,
        roleName: `${name}-ebs`,
        region: environment.region,
        platform,
      });
      return {
        ...only(launched.volume),
        service: { volumeConfiguration: launched.configuration },
        dependsOn: launched.ready,
      };
    }
    case "file-system": {
      const fileSystem = foundation.fileSystems.get(volume.fileSystem.name);
      if (fileSystem === undefined) return {};
      const { volume: definition, statement } = new AccessPoint(scope, `volume-${volume.name}`, {
        ...volume.fileSystem,
        volume: volume.name,
        name: `${name}-${volume.name}`,
        fileSystem,
        writes: isWritten(service, volume),
      });
      return { ...only(definition), taskStatements: [statement] };
    }
  }
}

const only = (volume: EcsTaskDefinitionVolume): TaskPart => ({ volumes: [volume] });

const isWritten = ({ containers = [] }: Service, { name, readOnly }: Volume): boolean =>
  !readOnly ||
  containers.some(({ mounts = [] }) => mounts.some((mount) => mount.volume === name && !mount.readOnly));

/** One way to each file system, however many volumes are on it. */
function ways({ foundation }: ServiceContext, all: readonly Volume[]): TaskPart {
  const used = all.flatMap((volume) => (volume.kind === "file-system" ? [volume.fileSystem.name] : []));
  return {
    reaches: [...new Set(used)].flatMap((name) => {
      const fileSystem = foundation.fileSystems.get(name);
      if (fileSystem === undefined) return [];
      const { securityGroupId } = fileSystem;
      return [{ id: `file-system-${name}`, securityGroupId, port: NFS_PORT, what: `NFS of ${name}` }];
    }),
  };
}
