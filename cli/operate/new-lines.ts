import { GetLogEventsCommand, type CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { LogStream } from "../aws/last-lines";

/** The lines of one log stream, as they come. */
export class NewLines {
  private token: string | undefined;

  constructor(
    private readonly logs: CloudWatchLogsClient,
    private readonly stream: LogStream,
  ) {}

  /** Those since the last question, oldest first. */
  async next(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const page = await this.page();
      if (page === undefined) return lines;
      lines.push(...(page.events ?? []).map(({ message = "" }) => message.trimEnd()));
      // At the end of the stream CloudWatch answers with the token that it was asked with.
      const isLast = page.nextForwardToken === undefined || page.nextForwardToken === this.token;
      this.token = page.nextForwardToken ?? this.token;
      if (isLast) return lines;
    }
  }

  private async page() {
    const { logGroup, stream } = this.stream;
    try {
      return await this.logs.send(
        new GetLogEventsCommand({
          logGroupName: logGroup,
          logStreamName: stream,
          startFromHead: true,
          nextToken: this.token,
        }),
      );
    } catch (error) {
      // A container that has not started yet has no stream.
      if ((error as Error).name === "ResourceNotFoundException") return undefined;
      throw error;
    }
  }
}
