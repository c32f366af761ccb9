import type { ChildProcess } from "node:child_process";

/** Signals that ask a command to end. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Printed once, when the first signal has come while Terraform runs. */
export const STOPPING =
  "stopping: Terraform ends what it is doing, saves its state and frees its lock; a second interrupt makes it give up at once, and its state may then lack what it made";

/** The signal that ends a deployment, thrown wherever it waits; only the deployment itself turns it into words. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(readonly signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
  }
}

/**
 * Hands the interrupts of this process on to the Terraform processes that it has started, each once: the first one
 * lets Terraform end what it does, save its state and free its lock; the second one makes it give up at once.
 */
export class Interrupts {
  private first: NodeJS.Signals | undefined;
  private readonly children = new Set<ChildProcess>();
  private readonly controller = new AbortController();

  /** @param say told once, when the first signal has come while Terraform runs */
  constructor(private readonly say: (line: string) => void) {
    // A wait that nobody has begun yet must not end the process by an unhandled rejection.
    this.controller.signal.addEventListener("abort", () => undefined);
  }

  /** The first signal; SIGINT while there was none. */
  get signal(): NodeJS.Signals {
    return this.first ?? "SIGINT";
  }

  /** Aborts at the first signal. */
  get aborted(): AbortSignal {
    return this.controller.signal;
  }

  listen(): void {
    for (const signal of SIGNALS) process.on(signal, this.onSignal);
  }

  close(): void {
    for (const signal of SIGNALS) process.removeListener(signal, this.onSignal);
  }

  /** Throws when a signal has come. */
  check(): void {
    if (this.first !== undefined) throw new Interruption(this.first);
  }

  /** Waits for work that can be left alone: the first signal ends the wait, and a failure that comes later is nobody's. */
  async race<T>(work: Promise<T>): Promise<T> {
    let stop: () => void = () => undefined;
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => reject(new Interruption(this.signal));
      this.aborted.addEventListener("abort", stop, { once: true });
      if (this.aborted.aborted) stop();
    });
    try {
      return await Promise.race([stopped, work]);
    } finally {
      this.aborted.removeEventListener("abort", stop);
    }
  }

  /** A process that gets the signals until it ends. */
  add(child: ChildProcess): void {
    this.children.add(child);
    child.once("exit", () => this.children.delete(child));
  }

  private readonly onSignal = (signal: NodeJS.Signals): void => {
    if (this.first === undefined) {
      this.first = signal;
      if (this.children.size > 0) {
        this.say(STOPPING);
      }
      this.controller.abort();
    }
    for (const { pid } of this.children) if (pid !== undefined) interruptGroup(pid);
  };
}

/**
 * SIGINT to the whole group, whatever came: the providers ignore it as they do at a terminal, while a SIGTERM would end
 * them under Terraform's hands; a task that Terraform waits for is told too.
 */
export function interruptGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGINT");
  } catch {
    // It has ended in the meantime.
  }
}
