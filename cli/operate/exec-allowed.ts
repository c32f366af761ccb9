import type { Service as EcsService, Task } from "@aws-sdk/client-ecs";
import { ConfigurationError, NotReadyError } from "../../environments/errors";
import { taskId } from "../aws/tasks";
import type { ActedOn } from "./acted-on";

/** Refuses a service whose environment does not allow commands in its tasks. */
export function requireExec({ environment, service }: ActedOn): void {
  if (service.exec) return;
  const path = `services.${service.name}`;
  throw new ConfigurationError(`environment "${environment.name}"`, [
    `${path}.exec must be true for commands in its tasks, got false; write "exec: true, writableRoot: true" there and deploy: npx slipway deploy ${environment.name} ${service.name}`,
  ]);
}

/** Refuses a service or a task of before the environment allowed it. */
export function requireExecInEcs(
  { environment, running }: ActedOn,
  service: EcsService,
  task: Pick<Task, "enableExecuteCommand" | "taskArn">,
): void {
  const { name } = environment;
  const fails = (problem: string) => new NotReadyError(`environment "${name}"`, [problem]);
  if (service.enableExecuteCommand !== true) {
    throw fails(
      `service ${running.name} must allow commands in ECS too, got none; the environment does: npx slipway deploy ${name} ${running.name}`,
    );
  }
  if (task.enableExecuteCommand !== true) {
    throw fails(
      `task ${taskId(task.taskArn)} must have been started since the service allows commands, got an earlier one; choose another with --task, or replace all: npx slipway restart ${name} ${running.name}`,
    );
  }
}
