import type { Writable } from "node:stream";
import { colorsFor } from "./colors";

/** Says what a command is doing. One subject per thing, for example `terraform` or `aws provider`. */
export interface Progress {
  /** One finished fact on one line. */
  say(subject: string, message: string): void;
  /** A step that takes time: shows the elapsed time while it runs and the total in its last line. */
  during<T>(
    subject: string,
    message: string,
    work: (update: (detail: string) => void) => Promise<T>,
  ): Promise<T>;
}

/** A stream that may be a terminal: `process.stderr` is one. */
export type ProgressStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

interface Step {
  readonly subject: string;
  readonly message: string;
  readonly start: number;
  detail: string;
}

const SUBJECT_WIDTH = 16;
const LIVE_INTERVAL_MS = 200;
/** Without a terminal a line this often shows that the command is alive; CI systems kill silent jobs. */
const HEARTBEAT_MS = 15_000;
const ERASE_LINE = "\r\u001b[2K";

/** `0.4 s`, `42 s`, `3 min 05 s`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** Lines on a stream; on a terminal the running steps share one live line below them. */
export function terminalProgress(stream: ProgressStream = process.stderr): Progress {
  const live = stream.isTTY === true;
  const colors = colorsFor(stream);
  const running = new Set<Step>();
  let timer: NodeJS.Timeout | undefined;

  const head = (subject: string): string => colors.cyan(subject.padEnd(SUBJECT_WIDTH));
  const describe = (step: Step): string => `${step.message}${step.detail === "" ? "" : `: ${step.detail}`}`;

  function draw(): void {
    const steps = [...running].map(
      (step) => `${step.subject}: ${describe(step)} (${duration(Date.now() - step.start)})`,
    );
    stream.write(`${ERASE_LINE}${steps.join(" | ").slice(0, (stream.columns ?? 80) - 1)}`);
  }

  function line(subject: string, text: string): void {
    stream.write(`${live && running.size > 0 ? ERASE_LINE : ""}${head(subject)}${text}\n`);
    if (live && running.size > 0) draw();
  }

  function heartbeat(): void {
    for (const step of running)
      line(step.subject, `${describe(step)} (${duration(Date.now() - step.start)} so far)`);
  }

  function begin(step: Step): void {
    running.add(step);
    timer ??= setInterval(live ? draw : heartbeat, live ? LIVE_INTERVAL_MS : HEARTBEAT_MS);
    if (live) draw();
    else line(step.subject, `${step.message} ...`);
  }

  function end(step: Step, outcome: string): void {
    running.delete(step);
    if (running.size === 0) {
      clearInterval(timer);
      timer = undefined;
      if (live) stream.write(ERASE_LINE);
    }
    line(step.subject, `${step.message} ${outcome} ${duration(Date.now() - step.start)}`);
  }

  return {
    say: line,
    async during(subject, message, work) {
      const step: Step = { subject, message, start: Date.now(), detail: "" };
      begin(step);
      try {
        const result = await work((detail) => {
          step.detail = detail;
        });
        end(step, "took");
        return result;
      } catch (error) {
        end(step, "failed after");
        throw error;
      }
    },
  };
}

/** Says nothing: for tests and for `--json`. */
export const silentProgress: Progress = {
  say: () => undefined,
  during: (_subject, _message, work) => work(() => undefined),
};
