import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { linesOf, logPage, type LogStream } from "../aws/log-page";

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
      const page = await logPage(this.logs, this.stream, { startFromHead: true, nextToken: this.token });
      if (page === undefined) return lines;
      lines.push(...linesOf(page));
      // At the end of the stream CloudWatch answers with the token that it was asked with.
      const isLast = page.nextForwardToken === undefined || page.nextForwardToken === this.token;
      this.token = page.nextForwardToken ?? this.token;
      if (isLast) return lines;
    }
  }
}
