import { StopTaskCommand, type Task } from "@aws-sdk/client-ecs";
import { setTimeout } from "node:timers/promises";
import type { LogStream } from "../aws/log-page";
import { describeTasks, taskId } from "../aws/tasks";
import { anyWords, awsWords } from "../aws/words";
import { hasStarted } from "../deploy/watch/failure/explain-failure";
import { TaskFailure } from "../task/task-failure";
import { STOP_SECONDS, untilStopped } from "../task/until-stopped";
import { NewLines } from "./new-lines";
import type { Operation } from "./operation";

export interface Followed {
  readonly arn: string;
  /** Container that runs the command. */
  readonly container: string;
  /** Whether ECS ends the task when that container ends; if not, it is done here. */
  readonly essential: boolean;
  /** Where its lines go; absent when that is not CloudWatch. */
  readonly stream: LogStream | undefined;
  /** Gets each line of the container. */
  readonly print: (line: string) => void;
  readonly pollMs: number;
}

/** So many unanswered questions in a row end the following, not the task. */
const MAX_UNANSWERED = 30;
/** Lines come to CloudWatch a little later than ECS says that a task has ended: they are over when so many looks bring none. */
const QUIET_LOOKS = 2;
const MAX_LAST_LOOKS = 6;

export interface Ended {
  readonly task: Task;
  /** It was stopped here, because its container had ended and others of the task had not. */
  readonly tidied: boolean;
}

/** Follows a task to its end, and stops it at the first signal. `undefined` when ECS knows nothing of it. */
export class FollowedTask {
  private status: string | undefined;
  private stopping: { readonly since: number; readonly tidied: boolean } | undefined;
  private last: Task | undefined;
  private unanswered = 0;
  private readonly lines: NewLines | undefined;
  private linesRefused = false;

  constructor(
    private readonly operation: Operation,
    private readonly followed: Followed,
  ) {
    const { stream } = followed;
    this.lines = stream && new NewLines(operation.clients.logs, stream);
  }

  async end(): Promise<Ended | undefined> {
    const task = await untilStopped({
      read: () => this.read(),
      look: (seen) => this.look(seen),
      pause: () => this.pause(),
    });
    if (task === undefined) return undefined;
    if (hasStarted(task)) await this.lastLines();
    return { task, tidied: this.stopping?.tidied ?? false };
  }

  /** A moment without a network, or a sign-in that is over, ends no task. */
  private async read(): Promise<Task | undefined> {
    const { clients, progress, running } = this.operation;
    const { arn } = this.followed;
    try {
      this.last = (await describeTasks(clients.ecs, running.cluster, [arn]))[0];
      this.unanswered = 0;
    } catch (error) {
      const words = awsWords(error as Error);
      if (words === undefined) throw error;
      if (this.unanswered === 0) progress.say("run", `task ${taskId(arn)} could not be looked at, ${words}`);
      this.unanswered += 1;
      if (this.unanswered >= MAX_UNANSWERED) {
        throw new TaskFailure(`task ${arn} was not followed to its end, ${words}; it goes on in ECS`);
      }
    }
    return this.last;
  }

  private async look(task: Task | undefined): Promise<void> {
    const { interrupts, progress } = this.operation;
    const { arn, container, essential } = this.followed;
    if (task !== undefined && task.lastStatus !== this.status) {
      this.status = task.lastStatus;
      progress.say("run", `task ${taskId(arn)} is ${this.status ?? "unknown"}`);
    }
    await this.printLines();
    if (this.stopping === undefined && interrupts.aborted.aborted) {
      await this.stop(`slipway run was stopped by ${interrupts.signal}`, false);
    }
    const own = task?.containers?.find(({ name }) => name === container);
    if (this.stopping === undefined && !essential && own?.exitCode !== undefined) {
      await this.stop("the command of slipway run has ended", true);
    }
    if (this.stopping !== undefined && Date.now() - this.stopping.since > STOP_SECONDS * 1000) {
      throw new TaskFailure(
        `task ${arn} was told to stop ${STOP_SECONDS} seconds ago and does not; see it in ECS`,
      );
    }
  }

  private async stop(reason: string, tidied: boolean): Promise<void> {
    const { clients, progress, running } = this.operation;
    const { arn } = this.followed;
    this.stopping = { since: Date.now(), tidied };
    progress.say("run", `task ${taskId(arn)} is stopped`);
    try {
      await clients.ecs.send(new StopTaskCommand({ cluster: running.cluster, task: arn, reason }));
    } catch (error) {
      throw new TaskFailure(`task ${arn} was not stopped, ${anyWords(error as Error)}; it goes on in ECS`);
    }
  }

  /** A signal cuts it short, once. */
  private async pause(): Promise<void> {
    const { aborted } = this.operation.interrupts;
    const signal = this.stopping === undefined ? aborted : undefined;
    await setTimeout(this.followed.pollMs, undefined, { signal }).catch(() => undefined);
  }

  private async lastLines(): Promise<void> {
    for (let looks = 0, quiet = 0; looks < MAX_LAST_LOOKS && quiet < QUIET_LOOKS; looks += 1) {
      if (looks > 0) await setTimeout(this.followed.pollMs);
      quiet = (await this.printLines()) > 0 ? 0 : quiet + 1;
    }
  }

  /** @returns how many there were; who may not read them gets the task all the same */
  private async printLines(): Promise<number> {
    if (this.lines === undefined || this.linesRefused) return 0;
    try {
      const lines = await this.lines.next();
      for (const line of lines) this.followed.print(line);
      return lines.length;
    } catch (error) {
      this.linesRefused = true;
      this.operation.progress.say("run", `its lines could not be read, ${anyWords(error as Error)}`);
      return 0;
    }
  }
}
