import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { Task } from "@aws-sdk/client-ecs";
import { setTimeout as pause } from "node:timers/promises";
import { TASK_STREAMS, type TaskRequest } from "../../environments/rules/task-request";
import { lastLines } from "../aws/last-lines";
import { taskId } from "../aws/tasks";
import { TaskFailure } from "./task-failure";
import { tokenAfter, type Tasks } from "./tasks";
import { STOP_SECONDS, untilStopped } from "./until-stopped";

export interface Around {
  readonly tasks: Tasks;
  readonly logs: CloudWatchLogsClient;
  readonly say: (line: string) => void;
  /** Between two questions about the task. */
  readonly pollMs: number;
}

/** So often a task that goes on is reported although nothing is new. */
const REPORT_POLLS = 8;

/**
 * Runs a task to its end; returns when it ended well, and throws a TaskFailure that shows its end otherwise. One that
 * runs already for the same revision is waited for instead, and one of another image or revision goes first.
 */
export async function runTask(request: TaskRequest, around: Around): Promise<void> {
  const deadline = Date.now() + request.timeoutSeconds * 1000;
  const forgotten = new Set<string>();
  for (;;) {
    const arn = await begun(request, around, { deadline, forgotten });
    const end = await endOf(arn, request, around, deadline);
    if (end !== undefined) return judge(end, request, around);
    if (Date.now() > deadline) {
      throw new TaskFailure(`ECS does not know task ${arn}, which it said that it had started; apply again`);
    }
    forgotten.add(arn);
  }
}

/** ARN of the task that is ours. */
async function begun(
  request: TaskRequest,
  { tasks, say, pollMs }: Around,
  { deadline, forgotten }: { readonly deadline: number; readonly forgotten: ReadonlySet<string> },
): Promise<string> {
  const before: string[] = [];
  let waited: string | undefined;
  for (;;) {
    const { running, ended } = await tasks.find();
    // Another revision may have other settings: a database that is not migrated yet.
    const same = running.find(
      ({ desiredStatus, startedBy, taskDefinitionArn }) =>
        startedBy === request.mark &&
        taskDefinitionArn === request.taskDefinition &&
        desiredStatus !== "STOPPED",
    );
    if (same?.taskArn !== undefined) {
      say(`task ${taskId(same.taskArn)} runs already, it is waited for`);
      return same.taskArn;
    }
    const other = running[0]?.taskArn;
    if (other !== undefined) {
      if (Date.now() > deadline) {
        throw new TaskFailure(
          `task ${other} of an earlier deployment still runs after ${request.timeoutSeconds} seconds; ` +
            "look at it, and stop it if it must not go on",
        );
      }
      if (other !== waited) say(`task ${taskId(other)} of an earlier deployment has to end first`);
      waited = other;
      await pause(pollMs);
      continue;
    }
    const arn = await tasks.start(tokenAfter(request, before));
    if (!ended.includes(arn) && !forgotten.has(arn)) {
      say(`task ${taskId(arn)} started`);
      return arn;
    }
    // The token is that of an attempt before this one, whose task has ended.
    before.push(arn);
  }
}

interface End {
  readonly task: Task;
  /** Whether it was stopped here, because its time was over. */
  readonly late: boolean;
}

/** `undefined` when ECS knows nothing of the task. */
async function endOf(
  arn: string,
  { timeoutSeconds, what }: TaskRequest,
  { tasks, say, pollMs }: Around,
  deadline: number,
): Promise<End | undefined> {
  let status: string | undefined;
  let late = false;
  const task = await untilStopped({
    read: () => tasks.read(arn),
    look: async (seen, polls) => {
      if (seen !== undefined && (seen.lastStatus !== status || polls % REPORT_POLLS === 0)) {
        status = seen.lastStatus;
        say(`task ${taskId(arn)} is ${status ?? "unknown"}`);
      }
      if (!late && seen !== undefined && Date.now() > deadline) {
        late = true;
        say(`task ${taskId(arn)} is stopped, its ${timeoutSeconds} seconds are over`);
        await tasks.stop(arn, `${what}: not at its end after ${timeoutSeconds} seconds`);
      } else if (late && Date.now() > deadline + STOP_SECONDS * 1000) {
        throw new TaskFailure(`task ${arn} does not stop; see it in ECS`);
      }
    },
    pause: () => pause(pollMs),
  });
  return task && { task, late };
}

async function judge(
  { late, task }: End,
  request: TaskRequest,
  { logs, say, pollMs }: Around,
): Promise<void> {
  const { taskArn = "" } = task;
  const container = task.containers?.find(({ name }) => name === request.container);
  const { exitCode } = container ?? {};
  const stream = `${TASK_STREAMS}/${request.container}/${taskId(taskArn)}`;
  const lines = await lastLines(logs, { logGroup: request.logGroup, stream }, pollMs);
  // A task that somebody stopped may have exit code 0 too.
  if (!late && exitCode === 0 && task.stopCode === "EssentialContainerExited") {
    lines.forEach(say);
    say(`task ${taskId(taskArn)} ended well`);
    return;
  }
  const how = late
    ? `its task was stopped after ${request.timeoutSeconds} seconds; set migrate.timeoutSeconds when it needs more`
    : exitCode === undefined
      ? "its container did not start"
      : `its container ended with exit code ${exitCode}`;
  const reasons = [task.stoppedReason, container?.reason].filter(
    (reason) => reason !== undefined && reason !== "",
  );
  throw new TaskFailure(
    [
      how,
      `  task ${taskArn}`,
      ...reasons.map((reason) => `  ECS: ${reason ?? ""}`),
      ...lines.map((line) => `  ${line}`),
    ].join("\n"),
  );
}
