import { setTimeout } from "node:timers/promises";
import type { Environment, Service } from "../../../environments/model";
import { colorsFor } from "../../../toolchain/colors";
import type { Clients } from "../../deploy/watch";
import { exitCodeOf } from "../../report";
import { LogReader, type LogLine } from "./reading";
import { elsewhere, sourcesOf } from "./sources";
import { LogText } from "./text";

const POLL_MS = 1000;
/** An account answers a few of these questions in a second, https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const GROUPS_IN_A_SECOND = 5;

export interface LogOptions {
  /** At least one. */
  readonly services: readonly Service[];
  readonly container?: string | undefined;
  /** Id of a task, or its beginning. */
  readonly task?: string | undefined;
  readonly filter?: string | undefined;
  /** Milliseconds of the epoch. */
  readonly since: number;
  /** So many of the last lines at first. Absent: all. */
  readonly most?: number | undefined;
  /** Go on until interrupted. */
  readonly follow: boolean;
  readonly json: boolean;
}

/** What `slipway logs --json` prints; with `--follow`, each line is a document of its own. */
export interface EnvironmentLogs {
  readonly environment: string;
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  /** Where other lines are, and why there are none, in sentences. */
  readonly notes: readonly string[];
}

/** Prints lines of services, oldest first; what is to be said about them goes to standard error. */
export async function showLogs(
  environment: Environment,
  options: LogOptions,
  { logs }: Pick<Clients, "logs">,
): Promise<void> {
  const { follow, json, most, services, since } = options;
  const sources = sourcesOf(environment, services);
  const reader = new LogReader(logs, { ...options, sources }, since);
  const text = new LogText(colorsFor(process.stdout));
  const print = (line: LogLine) => console.log(json ? JSON.stringify(line) : text.of(line));
  await untilInterrupted(async (signal) => {
    const first = await reader.look(most, signal);
    const notes = [
      ...elsewhere(services),
      ...reader.missing.map(
        (group) => `there is no log group ${group}; it is made by: npx slipway deploy ${environment.name}`,
      ),
      ...(first.left > 0 ? [`${first.left} earlier lines are not shown; --most shows more`] : []),
      ...(first.lines.length === 0 && !follow ? [`no line since ${new Date(since).toISOString()}`] : []),
    ];
    if (json && !follow) {
      const document: EnvironmentLogs = { environment: environment.name, lines: first.lines, notes };
      console.log(JSON.stringify(document, null, 2));
      return;
    }
    notes.forEach((note) => console.error(note));
    first.lines.forEach(print);
    while (follow) {
      await setTimeout(POLL_MS * Math.ceil(sources.length / GROUPS_IN_A_SECOND), undefined, { signal });
      (await reader.look(undefined, signal)).lines.forEach(print);
    }
  });
}

/** Ends work at the first signal, with the exit code that shells have for it: nothing went wrong. */
async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    process.exitCode = exitCodeOf(signal);
    stopping.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.once(signal, stop);
  // Whoever reads our lines (`| head`) may have enough of them.
  const enough = (): void => stopping.abort();
  process.stdout.once("error", enough);
  try {
    await work(stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    for (const signal of signals) process.removeListener(signal, stop);
    process.stdout.removeListener("error", enough);
  }
}
