import { GetLogEventsCommand, type CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { pause } from "./pause";

const MOST_LINES = 20;
/** Lines come to CloudWatch a little later than ECS says that a task has ended. */
const ATTEMPTS = 5;

/** Where a container writes its lines. */
export interface LogStream {
  readonly logGroup: string;
  readonly stream: string;
}

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
      lines = await read(logs, logGroup, stream);
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

async function read(logs: CloudWatchLogsClient, logGroupName: string, logStreamName: string) {
  try {
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({ logGroupName, logStreamName, limit: MOST_LINES, startFromHead: false }),
    );
    return events.map(({ message = "" }) => message.trimEnd());
  } catch (error) {
    // A container that never started has no stream.
    if ((error as Error).name === "ResourceNotFoundException") return [];
    throw error;
  }
}
