import type {
  ContainerOverride,
  RunTaskCommandInput,
  Service as EcsService,
  ServiceVolumeConfiguration,
  TaskVolumeConfiguration,
} from "@aws-sdk/client-ecs";
import { rolloutOf } from "../deploy/watch/deployment";

export interface OneOff {
  readonly cluster: string;
  /** Container that runs the command. */
  readonly container: string;
  readonly command: readonly string[];
  /** Of the task, instead of the definition's. */
  readonly cpu?: number | undefined;
  readonly memoryMiB?: number | undefined;
  /** The same for attempts of one request, so that they start one task. */
  readonly token: string;
}

/** Marks tasks in ECS that operators have started. */
export const STARTED_BY = "slipway-run";

/** A task as the service starts its own: same definition, network, platform and capacity, another command. */
export function runInput(
  service: EcsService,
  { cluster, command, container, cpu, memoryMiB, token }: OneOff,
): RunTaskCommandInput {
  const strategy = service.capacityProviderStrategy ?? [];
  const volumes = rolloutOf(service).primary?.volumeConfigurations ?? [];
  const override: ContainerOverride = { name: container, command: [...command] };
  return {
    cluster,
    taskDefinition: service.taskDefinition,
    count: 1,
    clientToken: token,
    startedBy: STARTED_BY,
    ...(strategy.length > 0 ? { capacityProviderStrategy: strategy } : { launchType: service.launchType }),
    ...(filled(service.platformVersion) && { platformVersion: service.platformVersion }),
    ...(service.networkConfiguration && { networkConfiguration: service.networkConfiguration }),
    ...(service.placementConstraints?.length && { placementConstraints: service.placementConstraints }),
    ...(service.placementStrategy?.length && { placementStrategy: service.placementStrategy }),
    ...(volumes.length > 0 && { volumeConfigurations: volumes.map(ownVolume) }),
    overrides: {
      containerOverrides: [override],
      ...(cpu !== undefined && { cpu: String(cpu) }),
      ...(memoryMiB !== undefined && { memory: String(memoryMiB) }),
    },
  };
}

const filled = (text: string | undefined): boolean => text !== undefined && text !== "";

/** A volume that is made with the task goes with it. */
const ownVolume = ({ managedEBSVolume, name }: ServiceVolumeConfiguration): TaskVolumeConfiguration => ({
  name,
  ...(managedEBSVolume && {
    managedEBSVolume: { ...managedEBSVolume, terminationPolicy: { deleteOnTermination: true } },
  }),
});
