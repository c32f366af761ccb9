import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";
import { REQUEST_VARIABLE, type TaskRequest } from "../../environments/rules/task-request";
import { explained } from "./explained";
import { runTask } from "./run-task";
import { TaskFailure } from "./task-failure";
import { Tasks } from "./tasks";

const POLL_MS = 2000;
/** A wait of half an hour must survive more than a moment without a network. */
const MAX_ATTEMPTS = 10;

async function main(): Promise<void> {
  const text = process.env[REQUEST_VARIABLE];
  if (text === undefined) {
    throw new TaskFailure(
      `${REQUEST_VARIABLE} must hold the task to run, got nothing; this program is started by Terraform`,
    );
  }
  const request = JSON.parse(text) as TaskRequest;
  const { endpoint, region, what } = request;
  const say = (line: string) => console.log(`${what}: ${line}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      // A migration that is stopped half-way is worse than one that nobody looks at.
      say("not waited for any longer; a task that has started goes on, and the next deployment waits for it");
      process.exit(1);
    });
  }
  // Credentials come from the process, as they do for Terraform.
  const options = endpoint === undefined ? { region, maxAttempts: MAX_ATTEMPTS } : { region, endpoint };
  const ecs = new ECSClient(options);
  const logs = new CloudWatchLogsClient(options);
  try {
    await runTask(request, { tasks: new Tasks(ecs, request), logs, say, pollMs: POLL_MS });
  } catch (error) {
    throw explained(error as Error, request);
  } finally {
    ecs.destroy();
    logs.destroy();
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error instanceof TaskFailure ? error.message : error);
});
