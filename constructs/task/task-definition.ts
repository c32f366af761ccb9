import {
  EcsTaskDefinition,
  type EcsTaskDefinitionProxyConfiguration,
  type EcsTaskDefinitionVolume,
} from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import {
  isWindows,
  platformProblems,
  type Launch,
  type NetworkMode,
  type OperatingSystem,
  type TaskPlatform,
} from "../../environments/rules/platform";
import { mountProblems } from "../../environments/rules/mounts";
import { taskContainerProblems } from "../../environments/rules/task-containers";
import { taskSizeProblems } from "../../environments/rules/task-size";
import { canonicalJson } from "../canonical-json";
import type { ContainerDefinition } from "./container-definition";

export interface TaskDefinitionProps {
  /** Name that all revisions share, letters, digits, `-` and `_`, at most 255 characters. */
  readonly family: string;
  /** CPU units, 256 to 16384 on Fargate, 128 to 196608 on EC2 (1024 = 1 vCPU). @default none, only on EC2 */
  readonly cpu?: number;
  /** Memory in MiB: of a size that Fargate has for that CPU, or from 6 on EC2. @default none, only on EC2 */
  readonly memoryMiB?: number;
  /** CPU architecture that the images are built for. */
  readonly architecture: "x86_64" | "arm64";
  /** What runs the tasks. @default "fargate" */
  readonly launch?: Launch;
  /** How the task is connected; Fargate has `awsvpc` only, Windows `awsvpc` and `bridge`. @default "awsvpc" */
  readonly networkMode?: NetworkMode;
  /** Windows has fewer sizes, no ARM64 and no Linux settings. @default "linux" */
  readonly operatingSystem?: OperatingSystem;
  /** Disk of a Fargate task, 21 to 200 GiB. @default 20 GiB, which AWS gives to each task */
  readonly ephemeralStorageGiB?: number;
  /** From `containerDefinition`, at most 10, at least one of them essential, each with a name of its own. */
  readonly containers: readonly ContainerDefinition[];
  /** Role that ECS starts the task with. */
  readonly executionRoleArn: string;
  /** Role of the application. */
  readonly taskRoleArn: string;
  /** What containers mount. @default none */
  readonly volumes?: readonly EcsTaskDefinitionVolume[];
  /** Envoy in front of the containers. @default none */
  readonly proxyConfiguration?: EcsTaskDefinitionProxyConfiguration;
}

/**
 * A task definition, a new revision for each change. Earlier revisions stay registered, because a service that is
 * rolled back must find the revision that it came from.
 */
export class TaskDefinition extends Construct {
  public readonly taskDefinition: EcsTaskDefinition;
  /** With the revision, so that a service pins exactly this one. */
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    const { cpu, memoryMiB, ephemeralStorageGiB } = props;
    const platform: TaskPlatform = {
      launch: props.launch ?? "fargate",
      networkMode: props.networkMode ?? "awsvpc",
      operatingSystem: props.operatingSystem ?? "linux",
    };
    refuse(`task definition ${shown(props.family)}`, problemsOf(props, platform));

    this.taskDefinition = new EcsTaskDefinition(this, "task-definition", {
      family: props.family,
      ...(cpu !== undefined && { cpu: String(cpu) }),
      ...(memoryMiB !== undefined && { memory: String(memoryMiB) }),
      ...networkMode(platform),
      requiresCompatibilities: [platform.launch.toUpperCase()],
      runtimePlatform: {
        cpuArchitecture: props.architecture.toUpperCase(),
        operatingSystemFamily: platform.operatingSystem.toUpperCase().replaceAll("-", "_"),
      },
      ...(ephemeralStorageGiB !== undefined && { ephemeralStorage: { sizeInGib: ephemeralStorageGiB } }),
      executionRoleArn: props.executionRoleArn,
      taskRoleArn: props.taskRoleArn,
      containerDefinitions: canonicalJson(props.containers),
      ...(props.volumes && props.volumes.length > 0 && { volume: [...props.volumes] }),
      ...(props.proxyConfiguration && { proxyConfiguration: props.proxyConfiguration }),
      skipDestroy: true,
    });

    this.arn = this.taskDefinition.arn;
  }
}

/** Docker's NAT network on Windows has no name: ECS takes it when none is given, and refuses `bridge` there. */
const networkMode = (platform: TaskPlatform): { readonly networkMode?: NetworkMode } =>
  isWindows(platform) && platform.networkMode === "bridge" ? {} : { networkMode: platform.networkMode };

function problemsOf(props: TaskDefinitionProps, platform: TaskPlatform): string[] {
  const { architecture, containers, cpu, ephemeralStorageGiB, family, memoryMiB } = props;
  const size = { ...(cpu !== undefined && { cpu }), ...(memoryMiB !== undefined && { memoryMiB }) };
  return [
    ...(/^[\w-]{1,255}$/.test(family)
      ? []
      : [`family must have 1 to 255 letters, digits, "-" or "_", got ${shown(family)}`]),
    ...platformProblems("", {
      ...platform,
      architecture,
      ...(ephemeralStorageGiB !== undefined && { ephemeralStorageGiB }),
    }),
    ...taskSizeProblems("size", size, platform),
    ...taskContainerProblems(
      "containers",
      containers.map(({ name }) => `containers.${name}`),
      containers,
      { ...size, platform },
    ),
    ...volumeProblems(props, platform),
    ...(isWindows(platform) ? windowsProblems(props) : []),
  ];
}

/** Volumes by different names, and mounts of no others. */
function volumeProblems({ containers, volumes = [] }: TaskDefinitionProps, platform: TaskPlatform): string[] {
  const names = volumes.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [
    ...[...twice].map((name) => `volumes must have different names, got ${shown(name)} more than once`),
    ...containers.flatMap(({ linuxParameters, mountPoints, name }) =>
      mountProblems(
        (volume) => `containers.${name}.mountPoints.${volume}`,
        {
          mountPoints,
          inMemory: (linuxParameters?.tmpfs ?? []).map(({ containerPath }) => containerPath),
        },
        names,
        platform,
      ),
    ),
  ];
}

/** What only Linux has, in containers that were defined for it and in volumes. */
function windowsProblems({ containers, volumes = [] }: TaskDefinitionProps): string[] {
  return [
    ...containers
      .filter((each) => each.linuxParameters !== undefined || each.readonlyRootFilesystem !== undefined)
      .map(({ name }) => `containers.${name} must be defined for Windows, got one for Linux`),
    ...volumes
      .filter((volume) => volume.efsVolumeConfiguration !== undefined)
      .map(
        ({ name }) => `volumes.${name} must not be on EFS, which Windows can not mount, got a file system`,
      ),
  ];
}
