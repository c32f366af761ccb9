import { ExecuteCommandCommand, type Task } from "@aws-sdk/client-ecs";
import { taskId } from "../aws/tasks";
import { DeploymentError } from "../deploy/errors";
import { containerNamed } from "./container-named";
import type { Operation } from "./operation";
import type { Session } from "./session-plugin";

/** Opens a session of ECS Exec for a command in a container. */
export async function openSession(
  { clients, environment, running }: Operation,
  task: Task,
  { command, container }: { readonly command: readonly string[]; readonly container: string },
): Promise<Session> {
  const { taskArn = "" } = task;
  const { runtimeId = "" } = containerNamed(task.containers ?? [], container);
  const { session = {} } = await clients.ecs
    .send(
      new ExecuteCommandCommand({
        cluster: running.cluster,
        task: taskArn,
        container,
        command: command.map(quoted).join(" "),
        // ECS has no other kind: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
        interactive: true,
      }),
    )
    .catch((error: unknown) => {
      if ((error as Error).name !== "TargetNotConnectedException") throw error;
      throw new DeploymentError(
        `the agent for commands in container ${container} of task ${taskId(taskArn)} is not connected: in the first seconds of a task, wait and try again; ` +
          "later, the subnets of the task must reach ssmmessages, its task role must be allowed to (deploy makes it so), " +
          `and the container must have a writable root file system (writableRoot) in environment "${environment.name}"`,
      );
    });
  const { sessionId: id = "", streamUrl: url = "", tokenValue: token = "" } = session;
  return { id, url, token, target: `ecs:${running.cluster}_${taskId(taskArn)}_${runtimeId}` };
}

/** A word as it is for what ECS splits a command with, which reads quotes as a shell does. */
export function quoted(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
