import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface RunOptions {
  /** What the command is for, as an error message begins: `building the AWS provider`. */
  readonly doing: string;
  /** @default the current folder */
  readonly cwd?: string;
  /** Variables added to those of this process; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with each line of both streams as it arrives. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** Lines that say nothing about a failure, which an error therefore leaves out. */
  readonly noise?: RegExp;
  /** Written to the command's standard input, which is empty otherwise. */
  readonly input?: string;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
}

const SHOWN_LINES = 20;
/** How long a command may take to end after an interrupt, before it is killed: Terraform needs time to write its state. */
const GRACE_MS = 60_000;
/** How long an output that stays open after its program has ended may say nothing. */
const LINGER_MS = 2_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A program that could not be started or did not succeed; the message ends with the program's own last lines. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly doing: string,
    readonly command: string,
    /** Exit code; `undefined` when the program was not found or ended by a signal. */
    readonly exitCode: number | undefined,
    reason: string,
    readonly output: readonly string[],
  ) {
    super([`${doing} failed: ${command} ${reason}`, ...output.map((line) => `  ${line}`)].join("\n"));
  }
}

/** The user (or the system) asked us to stop while a command ran; the command has ended. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  constructor(
    doing: string,
    readonly signal: NodeJS.Signals,
  ) {
    super(`${doing} was interrupted; run the same command again to finish the work`);
  }
}

/** Starts a program without a shell and waits for it. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  // A process group of its own: an interrupt at the terminal then reaches the program once, through us.
  // Terraform gives up its state on the second interrupt.
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    detached: true,
  });
  const interrupted = forwardSignals(child);
  const stdout: string[] = [];
  const stderr: string[] = [];
  const collect = (stream: "stdout" | "stderr", into: string[]) => (line: string) => {
    into.push(line);
    options.onLine?.(line, stream);
  };
  try {
    const readers = [
      readLines(child.stdout, collect("stdout", stdout)),
      readLines(child.stderr, collect("stderr", stderr)),
    ];
    const exited = exitOf(child);
    // A program that ends without reading its input is judged by its exit code.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(options.input);
    const exit = await exited;
    const complete = await endedWithin(LINGER_MS, readers);
    if (!complete) {
      // What the program has left running holds its output open: a daemon may stay, the rest of an interrupted job may not.
      if (interrupted.signal() !== undefined) interrupted.send("SIGKILL");
      for (const reader of readers) reader.close();
    }
    const signal = interrupted.signal();
    if (signal !== undefined) throw new InterruptedError(options.doing, signal);
    if (exit.code !== 0) {
      const reason = exit.code === null ? `was ended by ${exit.signal}` : `ended with exit code ${exit.code}`;
      throw new CommandError(
        options.doing,
        command,
        exit.code ?? undefined,
        reason,
        lastLines(stderr, stdout, options.noise),
      );
    }
    return { stdout: joined(stdout), stderr: joined(stderr) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    // The system gives the same error for a folder that is not there.
    const { cwd } = options;
    const reason =
      cwd === undefined || existsSync(cwd)
        ? "was not found"
        : `could not start in ${cwd}, which is not a folder`;
    throw new CommandError(options.doing, command, undefined, reason, []);
  } finally {
    interrupted.stop();
  }
}

/** Errors stand on the error stream; a program that writes nothing there has said it on the other one. */
function lastLines(stderr: readonly string[], stdout: readonly string[], noise?: RegExp): string[] {
  const meaningful = stderr.filter((line) => line.trim() !== "" && noise?.test(line) !== true);
  return (meaningful.length > 0 ? meaningful : stdout).slice(-SHOWN_LINES);
}

function joined(collected: readonly string[]): string {
  return collected.length === 0 ? "" : `${collected.join("\n")}\n`;
}

interface LineReader {
  readonly stream: Readable | null;
  readonly ended: Promise<void>;
  close(): void;
}

function readLines(stream: Readable | null, onLine: (line: string) => void): LineReader {
  if (stream === null) return { stream, ended: Promise.resolve(), close: () => undefined };
  const reader = createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
  return {
    stream,
    ended: new Promise((resolve) => reader.once("close", resolve)),
    close: () => {
      reader.close();
      stream.destroy();
    },
  };
}

/** True when both streams ended; false when they stay open and nothing comes for so long. */
async function endedWithin(milliseconds: number, readers: readonly LineReader[]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  for (const { stream } of readers) stream?.on("data", () => timer?.refresh());
  try {
    return await Promise.race([Promise.all(readers.map(({ ended }) => ended)).then(() => true), limit]);
  } finally {
    clearTimeout(timer);
  }
}

function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

interface Forwarding {
  /** The signal that came, if any. */
  signal(): NodeJS.Signals | undefined;
  /** Reaches the program and everything that it has started. */
  send(signal: NodeJS.Signals): void;
  stop(): void;
}

function forwardSignals(child: ChildProcess): Forwarding {
  let first: NodeJS.Signals | undefined;
  let timer: NodeJS.Timeout | undefined;
  const send = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    send(first === undefined ? signal : "SIGKILL");
    first ??= signal;
    timer ??= setTimeout(() => send("SIGKILL"), GRACE_MS);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: () => first,
    send,
    stop() {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    },
  };
}
