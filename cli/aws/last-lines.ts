import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { setTimeout as pause } from "node:timers/promises";
import { linesOf, logPage, type LogStream } from "./log-page";

const MAX_LINES = 20;
/** Lines come to CloudWatch a little later than ECS says that a task has ended. */
const ATTEMPTS = 5;

/** The last lines of a task that has ended, oldest first, with where the others are; or why there are none. */
export async function lastLines(
  logs: CloudWatchLogsClient,
  { logGroup, stream }: LogStream,
  pollMs: number,
): Promise<string[]> {
  let lines: string[] = [];
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = lines.length;
      lines = await read(logs, { logGroup, stream });
      if (lines.length > 0 && lines.length === before) break;
      await pause(pollMs);
    }
  } catch (error) {
    const { name, message } = error as Error;
    return [`its log lines could not be read, ${name}: ${message}`];
  }
  if (lines.length === 0) return [`no log line in ${logGroup}, stream ${stream}`];
  return [`last log lines (${logGroup}, stream ${stream}):`, ...lines.map((line) => `  ${line}`)];
}

async function read(logs: CloudWatchLogsClient, stream: LogStream): Promise<string[]> {
  return linesOf(await logPage(logs, stream, { limit: MAX_LINES, startFromHead: false }));
}
