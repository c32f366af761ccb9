/** Attribute that each instance registers with, so that a daemon finds the instances of its group. */
export const GROUP_ATTRIBUTE = "slipway.group";

export interface AgentSettings {
  readonly clusterName: string;
  /** Name of the group. */
  readonly group: string;
  /** Tasks leave a spot instance when AWS announces its end. */
  readonly spot: boolean;
}

/** The script of an instance's first start: settings of the ECS agent, nothing else; the image starts the agent itself. */
export function userData({ clusterName, group, spot }: AgentSettings): string {
  const settings = {
    ECS_CLUSTER: clusterName,
    ECS_INSTANCE_ATTRIBUTES: JSON.stringify({ [GROUP_ATTRIBUTE]: group }),
    // A task with an address of its own does not get the rights of its instance from the metadata service.
    ECS_AWSVPC_BLOCK_IMDS: "true",
    // Logs are written with the task's execution role: the instance may not.
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: "true",
    ...(spot && { ECS_ENABLE_SPOT_INSTANCE_DRAINING: "true" }),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return ["#!/bin/bash", "cat >> /etc/ecs/ecs.config <<'END'", ...lines, "END", ""].join("\n");
}
