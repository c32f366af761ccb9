import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { refuse, shown } from "../../environments/errors";
import type { TaskPlatform } from "../../environments/rules/platform";
import { dockerProblems, hostProblems } from "../../environments/rules/volumes";

export interface DockerVolumeProps {
  /** Docker's name of a volume driver that the instance has. */
  readonly driver: string;
  /** `task` ends with the task; `shared` stays on the instance. */
  readonly scope: "task" | "shared";
  /** Make the volume when it is not there; only with scope `shared`. @default false, by ECS */
  readonly autoprovision?: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Options of the driver. */
  readonly driverOptions: Readonly<Record<string, string>>;
}

/** Empty when the task starts, gone when it ends. */
export const scratchVolume = (name: string): EcsTaskDefinitionVolume => ({ name });

/** A folder of the EC2 instance. */
export function hostVolume(name: string, host: string, platform: TaskPlatform): EcsTaskDefinitionVolume {
  refuse(`volume ${shown(name)}`, hostProblems("host", host, platform));
  return { name, hostPath: host };
}

/** A volume of Docker on the EC2 instance. */
export function dockerVolume(
  name: string,
  docker: DockerVolumeProps,
  platform: TaskPlatform,
): EcsTaskDefinitionVolume {
  refuse(`volume ${shown(name)}`, dockerProblems("docker", docker, platform));
  return {
    name,
    dockerVolumeConfiguration: {
      driver: docker.driver,
      scope: docker.scope,
      ...(docker.autoprovision !== undefined && { autoprovision: docker.autoprovision }),
      ...texts("labels", docker.labels),
      ...texts("driverOpts", docker.driverOptions),
    },
  };
}

const texts = (name: "labels" | "driverOpts", values: Readonly<Record<string, string>>) =>
  Object.keys(values).length === 0
    ? {}
    : {
        [name]: Object.fromEntries(Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1))),
      };
