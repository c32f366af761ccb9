import { RunTaskCommand, type ECSClient, type RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { TaskFailure } from "./task-failure";

/** Starts one task, or finds the one that was started with the same token. @returns its ARN */
export async function startTask(ecs: ECSClient, input: RunTaskCommandInput): Promise<string> {
  const { tasks = [], failures = [] } = await ecs.send(new RunTaskCommand(input));
  const started = tasks[0]?.taskArn;
  if (started !== undefined) return started;
  const [{ reason = "no reason", detail = "" } = {}] = failures;
  throw new TaskFailure(`ECS did not start the task: ${[reason, detail].filter(Boolean).join(", ")}`);
}
