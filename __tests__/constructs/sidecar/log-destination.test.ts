import { describeDestination } from "../../../constructs/sidecar/log-destination";
import type { LogDestination } from "../../../environments/rules/log-router";

const place = {
  account: "111122223333",
  region: "eu-west-1",
  logGroup: { name: "/ecs/web", arn: "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web" },
};
const described = (to: LogDestination, region = place.region) =>
  describeDestination(to, { ...place, region });
const secret = { kind: "secret", nameOrArn: "shop/key" } as const;
const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
const TLS = { tls: "On", "tls.verify": "On", retry_limit: "5" };

describe("CloudWatch Logs", () => {
  it("is the service's own group unless another one is named", () => {
    const { options, statements, secretOptions, reaches } = described({
      kind: "cloudWatch",
      streamPrefix: "web/",
    });
    expect(options).toEqual({
      Name: "cloudwatch_logs",
      region: "eu-west-1",
      log_group_name: "/ecs/web",
      log_stream_prefix: "web/",
      auto_create_group: "false",
      retry_limit: "5",
    });
    expect(statements).toEqual([
      {
        sid: "SendLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`${place.logGroup.arn}:*`],
      },
    ]);
    expect([secretOptions, reaches]).toEqual([{}, []]);
  });

  it("can be an existing group of the account", () => {
    const { options, statements } = described({
      kind: "cloudWatch",
      logGroup: "/shop/all",
      streamPrefix: "web/",
    });
    expect(options.log_group_name).toBe("/shop/all");
    expect(statements[0]?.resources).toEqual(["arn:aws:logs:eu-west-1:111122223333:log-group:/shop/all:*"]);
  });
});

test("Firehose: one action on one stream, in the partition of the region", () => {
  const { options, statements } = described({ kind: "firehose", stream: "lines" }, "cn-north-1");
  expect(options).toEqual({
    Name: "kinesis_firehose",
    region: "cn-north-1",
    delivery_stream: "lines",
    retry_limit: "5",
  });
  expect(statements).toEqual([
    {
      sid: "SendLogs",
      actions: ["firehose:PutRecordBatch"],
      resources: ["arn:aws-cn:firehose:cn-north-1:111122223333:deliverystream/lines"],
    },
  ]);
});

describe("S3", () => {
  const s3 = {
    kind: "s3",
    bucket: "logs",
    prefix: "a/b",
    compress: true,
    objectMiB: 20,
    uploadSeconds: 90,
  } as const;

  it("gets whole compressed objects under the prefix, and nothing else may be written", () => {
    const { options, statements } = described(s3);
    expect(options).toEqual({
      Name: "s3",
      region: "eu-west-1",
      bucket: "logs",
      s3_key_format: "/a/b/%Y/%m/%d/%H/$TAG/%M-%S-$UUID.gz",
      compression: "gzip",
      total_file_size: "20M",
      upload_timeout: "90s",
      use_put_object: "On",
      store_dir: "/tmp/fluent-bit/s3",
      retry_limit: "5",
    });
    expect(statements).toEqual([
      { sid: "SendLogs", actions: ["s3:PutObject"], resources: ["arn:aws:s3:::logs/a/b/*"] },
    ]);
  });

  it("without compression the key says so", () => {
    const { options } = described({ ...s3, compress: false });
    expect(options).not.toHaveProperty("compression");
    expect(options.s3_key_format).toBe("/a/b/%Y/%m/%d/%H/$TAG/%M-%S-$UUID");
  });

  it("with a key of one's own its use is allowed", () => {
    expect(described({ ...s3, kmsKey }).statements[1]).toEqual({
      sid: "EncryptLogs",
      actions: ["kms:GenerateDataKey"],
      resources: [kmsKey],
    });
  });
});

describe("OpenSearch", () => {
  const arn = "arn:aws:es:eu-central-1:111122223333:domain/shop";
  const domain = { kind: "openSearch", host: "search.example.com", arn, index: "web" } as const;

  it("takes signed requests to one path of one domain", () => {
    const { options, statements, reaches } = described(domain);
    expect(options).toEqual({
      Name: "opensearch",
      Host: "search.example.com",
      Port: "443",
      Index: "web",
      AWS_Auth: "On",
      AWS_Region: "eu-central-1",
      AWS_Service_Name: "es",
      Suppress_Type_Name: "On",
      ...TLS,
    });
    expect(statements).toEqual([
      { sid: "SendLogs", actions: ["es:ESHttpPost"], resources: [`${arn}/_bulk`] },
    ]);
    expect(reaches).toEqual([]);
  });

  it("serverless, it is one collection", () => {
    const collection = "arn:aws:aoss:eu-west-1:111122223333:collection/abc123";
    const { options, statements } = described({ ...domain, arn: collection });
    expect(options.AWS_Service_Name).toBe("aoss");
    expect(statements).toEqual([
      { sid: "SendLogs", actions: ["aoss:APIAccessAll"], resources: [collection] },
    ]);
  });

  it("in the VPC it is opened for the service", () => {
    expect(described({ ...domain, securityGroup: "sg-1" }).reaches).toEqual([
      { id: "logs", securityGroupId: "sg-1", port: 443, what: "Logs to search.example.com" },
    ]);
  });
});

describe("HTTP", () => {
  const http = {
    kind: "http",
    url: "https://logs.example.com/in/web",
    format: "json_lines",
    compress: true,
  } as const;

  it("is a POST over TLS without any right", () => {
    const { options, secretOptions, statements, reaches } = described(http);
    expect(options).toEqual({
      Name: "http",
      Host: "logs.example.com",
      Port: "443",
      URI: "/in/web",
      Format: "json_lines",
      compress: "gzip",
      ...TLS,
    });
    expect([secretOptions, statements, reaches]).toEqual([{}, [], []]);
  });

  it("signs in with secrets that are only named", () => {
    const header = { kind: "parameter", nameOrArn: "/header" } as const;
    const { options, secretOptions } = described({
      ...http,
      compress: false,
      login: { user: "web", password: secret },
      header,
    });
    expect(options).toMatchObject({ http_User: "web" });
    expect(options).not.toHaveProperty("compress");
    expect(secretOptions).toEqual({ http_Passwd: secret, Header: header });
  });

  it("on another port the receiver's group is opened", () => {
    const { options, reaches } = described({
      ...http,
      url: "https://logs.internal:8443/",
      securityGroup: "sg-1",
    });
    expect(options).toMatchObject({ Port: "8443", URI: "/" });
    expect(reaches).toEqual([
      { id: "logs", securityGroupId: "sg-1", port: 8443, what: "Logs to logs.internal" },
    ]);
  });
});

test("Datadog: a site, names and tags, and the key by its name", () => {
  const least = { kind: "datadog", site: "datadoghq.eu", apiKey: secret, service: "web", tags: {} } as const;
  const { options, secretOptions, statements } = described({
    ...least,
    source: "nodejs",
    tags: { team: "a", env: "dev" },
  });
  expect(options).toEqual({
    Name: "datadog",
    Host: "http-intake.logs.datadoghq.eu",
    compress: "gzip",
    provider: "ecs",
    dd_service: "web",
    dd_source: "nodejs",
    dd_tags: "env:dev,team:a",
    dd_message_key: "log",
    ...TLS,
  });
  expect(secretOptions).toEqual({ apikey: secret });
  expect(statements).toEqual([]);
  expect(described(least).options).not.toHaveProperty("dd_source");
  expect(described(least).options).not.toHaveProperty("dd_tags");
});

test("Splunk: the token by its name, and a port that may have to be opened", () => {
  const least = { kind: "splunk", host: "splunk.example.com", port: 443, token: secret } as const;
  expect(described(least)).toEqual({
    options: { Name: "splunk", Host: "splunk.example.com", Port: "443", ...TLS },
    secretOptions: { splunk_token: secret },
    statements: [],
    reaches: [],
  });
  const { options, reaches } = described({
    ...least,
    port: 8088,
    index: "i",
    source: "s",
    sourceType: "t",
    securityGroup: "sg-1",
  });
  expect(options).toMatchObject({
    Port: "8088",
    event_index: "i",
    event_source: "s",
    event_sourcetype: "t",
  });
  expect(reaches).toEqual([
    { id: "logs", securityGroupId: "sg-1", port: 8088, what: "Logs to splunk.example.com" },
  ]);
});
