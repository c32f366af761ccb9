import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Report, Task } from "./worker";

/** cdktf keeps every token of every synthesis, so that a worker grows by about 0.2 MiB with each case. */
const MAX_TASKS = 4;

/** Runs tasks in another process, one after the other; a new process takes over after some of them. */
export class WorkerProcess {
  private child: ChildProcess | undefined;
  private tasks = 0;

  async run(task: Task): Promise<Report> {
    if (this.tasks === MAX_TASKS) this.stop();
    const child = (this.child ??= fork(join(__dirname, "worker.ts"), { execArgv: ["--import", "tsx"] }));
    this.tasks += 1;
    const ended = new AbortController();
    child.once("exit", () => ended.abort());
    child.send(task);
    try {
      const [report] = (await once(child, "message", { signal: ended.signal })) as [Report];
      return report;
    } catch (error) {
      throw new Error(`a worker ended with exit code ${child.exitCode} at seed ${task.seed}`, {
        cause: error,
      });
    } finally {
      child.removeAllListeners("exit");
    }
  }

  stop(): void {
    this.child?.kill();
    this.child = undefined;
    this.tasks = 0;
  }
}
