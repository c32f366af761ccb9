import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { ConfigurationError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { suggestion } from "../../environments/problems";
import { clientOptions } from "../emulator-variables";
import { prefixOf } from "../../environments/rules/names";

const POLL_MS = 1000;

export interface LogOptions {
  /** Only this service. @default all */
  readonly service?: string;
  /** Go on until interrupted. */
  readonly follow: boolean;
  /** How far back to begin, in minutes. */
  readonly minutes: number;
}

/** Prints the CloudWatch log lines of the environment's services, oldest first. */
export async function logs(environment: Environment, options: LogOptions): Promise<void> {
  const known = environment.services.map(({ name }) => name);
  if (options.service !== undefined && !known.includes(options.service)) {
    throw new ConfigurationError("the command", [
      `service must be one of ${known.join(", ")}, got "${options.service}"${suggestion(options.service, known)}`,
    ]);
  }
  const services = options.service === undefined ? known : [options.service];
  const client = new CloudWatchLogsClient(clientOptions(environment));
  const seen = new Set<string>();
  let from = Date.now() - options.minutes * 60_000;
  try {
    do {
      const lines = (
        await Promise.all(services.map((service) => read(client, environment, service, from)))
      ).flat();
      const fresh = lines.filter(({ id }) => !seen.has(id)).sort((a, b) => a.time - b.time);
      for (const { id, time, service, message } of fresh) {
        seen.add(id);
        // A line may arrive a little late; one second is read again, and `seen` drops what was shown.
        from = Math.max(from, time - POLL_MS);
        console.log(`${new Date(time).toISOString()} ${service.padEnd(12)} ${message}`);
      }
      if (options.follow) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    } while (options.follow);
  } finally {
    client.destroy();
  }
}

async function read(
  client: CloudWatchLogsClient,
  environment: Environment,
  service: string,
  startTime: number,
) {
  const logGroupName = `/ecs/${prefixOf(environment)}/${service}`;
  const lines: { id: string; time: number; service: string; message: string }[] = [];
  try {
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName, startTime })) {
      for (const { eventId, timestamp = 0, message = "", logStreamName } of page.events ?? []) {
        const id = eventId ?? `${logStreamName ?? ""} ${timestamp} ${message}`;
        lines.push({ id, time: timestamp, service, message: message.trimEnd() });
      }
    }
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw error;
  }
  return lines;
}
