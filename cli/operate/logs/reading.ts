import {
  paginateFilterLogEvents,
  type CloudWatchLogsClient,
  type FilteredLogEvent,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LogSource } from "./sources";

/** One line; what `slipway logs --json` has of it. */
export interface LogLine {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly service: string;
  /** Absent when the stream's name does not say it, as for `task`. */
  readonly container?: string | undefined;
  /** Id of the task. */
  readonly task?: string | undefined;
  readonly message: string;
}

export interface LogQuery {
  readonly sources: readonly LogSource[];
  readonly container?: string | undefined;
  /** Id, or its beginning. */
  readonly task?: string | undefined;
  /** In the language of CloudWatch Logs. */
  readonly filter?: string | undefined;
}

/**
 * CloudWatch Logs shows lines a few seconds after they were written, and not in their order: each look begins so long
 * before the newest line that was seen.
 */
const LATE_MS = 30_000;

/** Reads log groups again and again; each line once, also one that is the same as another. */
export class LogReader {
  /** How often a line was seen, by what tells it from others; only of the time that is read again. */
  private seen = new Map<string, number>();
  private readonly absent = new Set<string>();
  private newest: number;

  /** @param since milliseconds of the epoch */
  constructor(
    private readonly logs: CloudWatchLogsClient,
    private readonly query: LogQuery,
    private readonly since: number,
  ) {
    this.newest = since;
  }

  /** Groups that the last look did not find. */
  get missing(): readonly string[] {
    return [...this.absent];
  }

  /** Lines that no look has shown yet, by time; the last ones when there are more than `most`. */
  async look(
    most: number | undefined,
    abortSignal: AbortSignal,
  ): Promise<{ lines: LogLine[]; left: number }> {
    const from = Math.max(this.since, this.newest - LATE_MS);
    const looked = new Map<string, number>();
    const fresh: { readonly at: number; readonly line: LogLine }[] = [];
    let { newest } = this;
    let left = 0;
    const keepLast = (count: number) => {
      if (most === undefined || fresh.length <= count) return;
      fresh.sort((a, b) => a.at - b.at);
      left += fresh.splice(0, fresh.length - most).length;
    };
    for (const source of this.query.sources) {
      for await (const event of this.events(source, from, abortSignal)) {
        const { eventId, logStreamName = "", message = "", timestamp: at = 0 } = event;
        const key = eventId ?? JSON.stringify([source.group, logStreamName, at, message]);
        const times = (looked.get(key) ?? 0) + 1;
        looked.set(key, times);
        if (times <= (this.seen.get(key) ?? 0)) continue;
        const line = lineOf(source, event);
        // A clock that is ahead must not hide what is written in the meantime.
        newest = Math.max(newest, Math.min(at, Date.now()));
        if (!this.isWanted(line)) continue;
        fresh.push({ at, line });
        // A day of lines need not fit into the memory.
        if (most !== undefined) keepLast(2 * most);
      }
    }
    // Only at the end: a look that fails half-way has shown nothing. What was read again is all that the next one may meet.
    this.newest = newest;
    this.seen = looked;
    keepLast(most ?? Infinity);
    fresh.sort((a, b) => a.at - b.at);
    return { lines: fresh.map(({ line }) => line), left };
  }

  private isWanted({ container, task }: LogLine): boolean {
    const { query } = this;
    return (
      (query.container === undefined || query.container === container) &&
      (query.task === undefined || task?.startsWith(query.task) === true)
    );
  }

  private async *events(
    { group }: LogSource,
    startTime: number,
    abortSignal: AbortSignal,
  ): AsyncGenerator<FilteredLogEvent> {
    const { filter: filterPattern } = this.query;
    const input = { logGroupName: group, startTime, ...(filterPattern !== undefined && { filterPattern }) };
    try {
      for await (const page of paginateFilterLogEvents({ client: this.logs }, input, { abortSignal })) {
        this.absent.delete(group);
        yield* page.events ?? [];
      }
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
      this.absent.add(group);
    }
  }
}

/** `web/web/<task>` by the awslogs driver, `<prefix>web-firelens-<task>` by Fluent Bit. */
const STREAM = /(?:^|\/)([^/]+?)(?:\/|-firelens-)([0-9a-f-]{32,36})$/;

function lineOf(
  { service }: LogSource,
  { logStreamName = "", message = "", timestamp = 0 }: FilteredLogEvent,
): LogLine {
  const [, container, task] = STREAM.exec(logStreamName) ?? [];
  return { time: new Date(timestamp).toISOString(), service, container, task, message: message.trimEnd() };
}
