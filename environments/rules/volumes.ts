import { shown } from "../errors";
import type { FileSystem } from "../topics/file-systems";
import type { Mount, Volume } from "../topics/volumes";
import { ebsProblems } from "./ebs";
import { absoluteExample, isAbsolute, mountProblems } from "./mounts";
import { isWindows, type TaskPlatform } from "./platform";

interface MountingContainer {
  readonly name: string;
  readonly linux?: { readonly tmpfs?: Readonly<Record<string, unknown>> };
}

interface VolumesOfService extends MountingContainer {
  readonly volumes?: readonly Volume[];
  readonly containers?: readonly (MountingContainer & { readonly mounts?: readonly Mount[] })[];
  readonly runsOn?: { readonly daemon: boolean };
}

/** What AWS would refuse in the volumes of one service. */
export function volumesProblems(
  path: string,
  service: VolumesOfService,
  fileSystems: readonly Pick<FileSystem, "name">[],
  platform: TaskPlatform,
): string[] {
  const volumes = service.volumes ?? [];
  const names = volumes.map(({ name }) => name);
  const blocks = volumes.filter(({ kind }) => kind === "ebs").map(({ name }) => name);
  return [
    ...volumes.flatMap((volume) =>
      sourceProblems(`${path}.volumes.${volume.name}`, volume, fileSystems, platform),
    ),
    ...(blocks.length > 1
      ? [
          `${path}.volumes must hold at most one EBS volume, got ${blocks.join(", ")}; ECS attaches one to a task`,
        ]
      : []),
    ...(blocks.length > 0 && service.runsOn?.daemon === true
      ? [`${path}.runsOn.daemon must not be true with an EBS volume, got true; ECS attaches none to a daemon`]
      : []),
    ...mountProblems(
      (volume) => `${path}.volumes.${volume}.mount`,
      {
        mountPoints: volumes.map(({ name, mount }) => ({ sourceVolume: name, containerPath: mount })),
        inMemory: Object.keys(service.linux?.tmpfs ?? {}),
      },
      names,
      platform,
    ),
    ...(service.containers ?? []).flatMap((side) =>
      mountProblems(
        (volume) => `${path}.containers.${side.name}.volumes.${volume}`,
        {
          mountPoints: (side.mounts ?? []).map((mount) => ({
            sourceVolume: mount.volume,
            containerPath: mount.path,
          })),
          inMemory: Object.keys(side.linux?.tmpfs ?? {}),
        },
        names,
        platform,
      ),
    ),
  ];
}

function sourceProblems(
  path: string,
  volume: Volume,
  fileSystems: readonly Pick<FileSystem, "name">[],
  platform: TaskPlatform,
): string[] {
  switch (volume.kind) {
    case "scratch":
      return [];
    case "host":
      return hostProblems(`${path}.host`, volume.host, platform);
    case "docker":
      return dockerProblems(`${path}.docker`, volume.docker, platform);
    case "ebs":
      return [
        ...(isWindows(platform) && platform.launch === "fargate"
          ? [
              `${path}.ebs must not be set for Windows on Fargate, which attaches no EBS volumes, got one; Windows has them on EC2`,
            ]
          : []),
        ...ebsProblems(`${path}.ebs`, volume.ebs, platform),
      ];
    case "file-system":
      return fileSystemUseProblems(`${path}.fileSystem`, volume.fileSystem, fileSystems, platform);
  }
}

/** A folder of an instance, where there is an instance. */
export function hostProblems(path: string, host: string, platform: TaskPlatform): string[] {
  if (platform.launch === "fargate") {
    return [
      `${path} must not be set on Fargate, which has no instance whose folder it could be, got ${shown(host)}`,
    ];
  }
  return isAbsolute(host, platform)
    ? []
    : [
        `${path} must be an absolute path of the instance such as ${absoluteExample(platform)}, got ${shown(host)}`,
      ];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html */
export function dockerProblems(
  path: string,
  docker: { readonly driver: string; readonly scope: "task" | "shared"; readonly autoprovision?: boolean },
  platform: TaskPlatform,
): string[] {
  const problems: string[] = [];
  if (platform.launch === "fargate") {
    problems.push(`${path} must not be set on Fargate, which has no Docker volumes, got one`);
  }
  if (isWindows(platform) && docker.driver !== "local") {
    problems.push(`${path}.driver must be "local" on Windows, got ${shown(docker.driver)}`);
  }
  if (docker.scope === "task" && docker.autoprovision !== undefined) {
    problems.push(
      `${path}.autoprovision must not be set with scope "task", got ${docker.autoprovision}; ECS makes such a volume for each task`,
    );
  }
  return problems;
}

function fileSystemUseProblems(
  path: string,
  use: { readonly name: string; readonly path: string },
  fileSystems: readonly Pick<FileSystem, "name">[],
  platform: TaskPlatform,
): string[] {
  const problems: string[] = [];
  const known = fileSystems.map(({ name }) => name);
  if (!known.includes(use.name)) {
    problems.push(
      `${path} must be one of fileSystems (${known.length === 0 ? "none" : known.join(", ")}), got "${use.name}"; declare it in fileSystems`,
    );
  }
  if (isWindows(platform)) {
    problems.push(`${path} must not be set on Windows, which can not mount EFS, got "${use.name}"`);
  } else if (platform.networkMode !== "awsvpc") {
    problems.push(
      `${path} must be used with network mode "awsvpc", got "${platform.networkMode}"; other tasks of the instance could reach the file system too`,
    );
  }
  return problems;
}
