import type { LogDestination } from "../../environments/rules/log-router";
import { portOf } from "../../environments/rules/log-router";
import type { Statement } from "../identity/policy";
import { partitionOf } from "../partition";
import type { Reach } from "../task/part";
import type { Secret } from "../../environments/rules/secret";

export interface LogPlace {
  /** 12-digit account of the task. */
  readonly account: string;
  readonly region: string;
  /** The service's own log group. */
  readonly logGroup: { readonly name: string; readonly arn: string };
}

/** One destination in the words of Fluent Bit and of IAM. */
export interface DescribedDestination {
  /** Options of its output plugin. */
  readonly options: Readonly<Record<string, string>>;
  /** Options that ECS fills when the task starts. */
  readonly secretOptions: Readonly<Record<string, Secret>>;
  /** What the task role needs: exactly this destination. */
  readonly statements: readonly Statement[];
  /** Receivers that have to be opened. */
  readonly reaches: readonly Reach[];
}

/** Where Fluent Bit collects an object for S3; `/tmp` is in memory. */
const STORE = "/tmp/fluent-bit/s3";

/** Sources: https://docs.fluentbit.io/manual/data-pipeline/outputs, one page for each plugin, with its rights. */
export function describeDestination(to: LogDestination, place: LogPlace): DescribedDestination {
  const { account, region } = place;
  const { id: partition } = partitionOf(region);
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  switch (to.kind) {
    case "cloudWatch": {
      const group = to.logGroup === undefined ? place.logGroup.arn : arn("logs", `log-group:${to.logGroup}`);
      return described({
        options: {
          Name: "cloudwatch_logs",
          region,
          log_group_name: to.logGroup ?? place.logGroup.name,
          log_stream_prefix: to.streamPrefix,
          auto_create_group: "false",
        },
        statements: [
          {
            sid: "SendLogs",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [`${group}:*`],
          },
        ],
      });
    }
    case "firehose":
      return described({
        options: { Name: "kinesis_firehose", region, delivery_stream: to.stream },
        statements: [
          {
            sid: "SendLogs",
            actions: ["firehose:PutRecordBatch"],
            resources: [arn("firehose", `deliverystream/${to.stream}`)],
          },
        ],
      });
    case "s3":
      return described({
        options: {
          Name: "s3",
          region,
          bucket: to.bucket,
          s3_key_format: `/${to.prefix}/%Y/%m/%d/%H/$TAG/%M-%S-$UUID${to.compress ? ".gz" : ""}`,
          ...(to.compress && { compression: "gzip" }),
          total_file_size: `${to.objectMiB}M`,
          upload_timeout: `${to.uploadSeconds}s`,
          // Whole objects: the parts of an unfinished one would be lost with the task.
          use_put_object: "On",
          store_dir: STORE,
        },
        statements: [
          {
            sid: "SendLogs",
            actions: ["s3:PutObject"],
            resources: [`arn:${partition}:s3:::${to.bucket}/${to.prefix}/*`],
          },
          ...(to.kmsKey === undefined
            ? []
            : [{ sid: "EncryptLogs", actions: ["kms:GenerateDataKey"], resources: [to.kmsKey] }]),
        ],
      });
    case "openSearch":
      return openSearch(to);
    default:
      return described(receiver(to));
  }
}

type Receiver = Exclude<LogDestination, { kind: "cloudWatch" | "firehose" | "s3" | "openSearch" }>;

function receiver(to: Receiver): Partial<DescribedDestination> & Pick<DescribedDestination, "options"> {
  switch (to.kind) {
    case "http": {
      const { hostname, pathname } = new URL(to.url);
      return {
        options: {
          Name: "http",
          Host: hostname,
          Port: String(portOf(to.url)),
          URI: pathname,
          Format: to.format,
          ...(to.compress && { compress: "gzip" }),
          ...(to.login && { http_User: to.login.user }),
          ...TLS,
        },
        secretOptions: {
          ...(to.login && { http_Passwd: to.login.password }),
          ...(to.header && { Header: to.header }),
        },
        reaches: reach(to.securityGroup, portOf(to.url), hostname),
      };
    }
    case "datadog": {
      const tags = Object.entries(to.tags).sort(([left], [right]) => (left < right ? -1 : 1));
      return {
        options: {
          Name: "datadog",
          Host: `http-intake.logs.${to.site}`,
          compress: "gzip",
          provider: "ecs",
          dd_service: to.service,
          dd_message_key: "log",
          ...(to.source !== undefined && { dd_source: to.source }),
          ...(tags.length > 0 && { dd_tags: tags.map(([name, value]) => `${name}:${value}`).join(",") }),
          ...TLS,
        },
        secretOptions: { apikey: to.apiKey },
      };
    }
    case "splunk":
      return {
        options: {
          Name: "splunk",
          Host: to.host,
          Port: String(to.port),
          ...(to.index !== undefined && { event_index: to.index }),
          ...(to.source !== undefined && { event_source: to.source }),
          ...(to.sourceType !== undefined && { event_sourcetype: to.sourceType }),
          ...TLS,
        },
        secretOptions: { splunk_token: to.token },
        reaches: reach(to.securityGroup, to.port, to.host),
      };
  }
}

function openSearch(to: Extract<LogDestination, { kind: "openSearch" }>): DescribedDestination {
  const [, , service = "", region = ""] = to.arn.split(":");
  return described({
    options: {
      Name: "opensearch",
      Host: to.host,
      Port: "443",
      Index: to.index,
      AWS_Auth: "On",
      AWS_Region: region,
      AWS_Service_Name: service,
      // The servers of today know no types, and refuse a request that names one.
      Suppress_Type_Name: "On",
      ...TLS,
    },
    statements: [
      service === "aoss"
        ? { sid: "SendLogs", actions: ["aoss:APIAccessAll"], resources: [to.arn] }
        : { sid: "SendLogs", actions: ["es:ESHttpPost"], resources: [`${to.arn}/_bulk`] },
    ],
    reaches: reach(to.securityGroup, 443, to.host),
  });
}

const TLS = { tls: "On", "tls.verify": "On" } as const;

const reach = (securityGroupId: string | undefined, port: number, host: string): Reach[] =>
  securityGroupId === undefined ? [] : [{ id: "logs", securityGroupId, port, what: `Logs to ${host}` }];

/** A line that could not be sent is tried again so often, with growing pauses; then it is lost, and the next ones live. */
const RETRIES = "5";

const described = ({
  options,
  secretOptions = {},
  statements = [],
  reaches = [],
}: Partial<DescribedDestination> & Pick<DescribedDestination, "options">): DescribedDestination => ({
  options: { ...options, retry_limit: RETRIES },
  secretOptions,
  statements,
  reaches,
});
