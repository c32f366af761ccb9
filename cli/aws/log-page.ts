import {
  GetLogEventsCommand,
  type CloudWatchLogsClient,
  type GetLogEventsCommandInput,
  type GetLogEventsCommandOutput,
} from "@aws-sdk/client-cloudwatch-logs";

/** Where a container writes its lines. */
export interface LogStream {
  readonly logGroup: string;
  readonly stream: string;
}

/** A page of a stream; `undefined` when there is none: a container that has not started has no stream. */
export async function logPage(
  logs: CloudWatchLogsClient,
  { logGroup, stream }: LogStream,
  question: Pick<GetLogEventsCommandInput, "limit" | "nextToken" | "startFromHead">,
): Promise<GetLogEventsCommandOutput | undefined> {
  try {
    return await logs.send(
      new GetLogEventsCommand({ logGroupName: logGroup, logStreamName: stream, ...question }),
    );
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

export const linesOf = (page: GetLogEventsCommandOutput | undefined): string[] =>
  (page?.events ?? []).map(({ message = "" }) => message.trimEnd());
