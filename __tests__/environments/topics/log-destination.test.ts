import { PUBLIC_IMAGES } from "../../../environments/rules/public-images";
import type { LogDestinationInput } from "../../../environments/topics/log-destination";
import { problemsOf, resolved } from "../../support/language";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const DOMAIN = "arn:aws:es:eu-west-1:111122223333:domain/shop";
const firehose: LogDestinationInput = { firehose: { stream: "lines" } };

const token = { secret: "splunk", key: "token", kmsKey: KEY };
const resolvedToken = { kind: "secret", nameOrArn: "splunk", key: "token", kmsKey: KEY };
const header = { parameter: "/header" };

/** Each destination with the least, and with everything. */
const destinations: readonly [LogDestinationInput, object][] = [
  [{ cloudWatch: {} }, { kind: "cloudWatch", streamPrefix: "web/" }],
  [
    { cloudWatch: { logGroup: "/shop/all", streamPrefix: "w" } },
    { kind: "cloudWatch", logGroup: "/shop/all", streamPrefix: "w" },
  ],
  [firehose, { kind: "firehose", stream: "lines" }],
  [
    { s3: { bucket: "logs" } },
    {
      kind: "s3",
      bucket: "logs",
      prefix: "slipway-dev/web",
      compress: true,
      objectMiB: 10,
      uploadSeconds: 60,
    },
  ],
  [
    {
      s3: {
        bucket: "logs",
        prefix: "a/b",
        compress: false,
        objectMiB: 50,
        uploadSeconds: 86_400,
        kmsKey: KEY,
      },
    },
    {
      kind: "s3",
      bucket: "logs",
      prefix: "a/b",
      compress: false,
      objectMiB: 50,
      uploadSeconds: 86_400,
      kmsKey: KEY,
    },
  ],
  [
    { openSearch: { host: "search.example.com", arn: DOMAIN } },
    { kind: "openSearch", host: "search.example.com", arn: DOMAIN, index: "web" },
  ],
  [
    { openSearch: { host: "search.example.com", arn: DOMAIN, index: "lines", securityGroup: "sg-1" } },
    { kind: "openSearch", host: "search.example.com", arn: DOMAIN, index: "lines", securityGroup: "sg-1" },
  ],
  [
    { http: { url: "https://logs.example.com/in" } },
    { kind: "http", url: "https://logs.example.com/in", format: "json", compress: true },
  ],
  [
    {
      http: {
        url: "https://logs.example.com:8443/in",
        format: "msgpack",
        compress: false,
        login: { user: "web", password: token },
        header,
        securityGroup: "sg-1",
      },
    },
    {
      kind: "http",
      url: "https://logs.example.com:8443/in",
      format: "msgpack",
      compress: false,
      login: { user: "web", password: resolvedToken },
      header: { kind: "parameter", nameOrArn: "/header" },
      securityGroup: "sg-1",
    },
  ],
  [
    { datadog: { apiKey: token } },
    { kind: "datadog", apiKey: resolvedToken, site: "datadoghq.com", service: "web", tags: { env: "dev" } },
  ],
  [
    { datadog: { apiKey: token, site: "datadoghq.eu", service: "shop", source: "nodejs", tags: {} } },
    {
      kind: "datadog",
      apiKey: resolvedToken,
      site: "datadoghq.eu",
      service: "shop",
      source: "nodejs",
      tags: {},
    },
  ],
  [
    { splunk: { host: "splunk.example.com", token } },
    { kind: "splunk", host: "splunk.example.com", token: resolvedToken, port: 443 },
  ],
  [
    {
      splunk: {
        host: "splunk.example.com",
        token,
        port: 8088,
        index: "i",
        source: "s",
        sourceType: "t",
        securityGroup: "sg-1",
      },
    },
    {
      kind: "splunk",
      host: "splunk.example.com",
      token: resolvedToken,
      port: 8088,
      index: "i",
      source: "s",
      sourceType: "t",
      securityGroup: "sg-1",
    },
  ],
];
test.each(destinations)("%j", (to, expected) =>
  expect(resolved({}, { logRouter: { to } }).services[0]?.logRouter?.to).toEqual(expected),
);

const path = "services.web.logRouter";
const to = `${path}.to`;
const twoVersions = { secret: "a", versionStage: "AWSCURRENT", versionId: "v".repeat(32) };

const ONE = "must name exactly one destination (cloudWatch, firehose, s3, openSearch, http, datadog, splunk)";
const HOST = "must be a host name such as logs.example.com";
const GROUP = "must be a security group id such as sg-0a1b";
const URL = "must be an HTTPS address with a path, such as https://logs.example.com/ingest";
const FILLED = "must be a string with at least one character";
const SECRET =
  "must be the name of a Secrets Manager secret, or its complete ARN with the six characters at the end";
const VERSIONS = "must have a versionStage or a versionId, got both; an id alone names one version";
const COMMA = "must be a text without a comma, at which Datadog parts tags";

const s3 = (change: object) => ({ s3: { bucket: "logs", ...change } });
const openSearch = (change: object) => ({
  openSearch: { host: "search.example.com", arn: DOMAIN, ...change },
});
const http = (change: object) => ({ http: { url: "https://logs.example.com/in", ...change } });
const datadog = (change: object) => ({ datadog: { apiKey: { secret: "a" }, ...change } });
const splunk = (change: object) => ({
  splunk: { host: "splunk.example.com", token: { secret: "a" }, ...change },
});

describe("refused destinations", () => {
  test.each<[unknown, string]>([
    [undefined, `${to} must be an object, got nothing`],
    [{}, `${to} ${ONE}, got {}`],
    [{ ...firehose, cloudWatch: {} }, `${to} ${ONE}, got {"firehose":{"stream":"lines"},"cloudWatch":{}}`],
    [
      { cloudWatch: { logGroup: "a b" } },
      `${to}.cloudWatch.logGroup must be the name of a log group, of 1 to 512 characters, got "a b"`,
    ],
    [
      { cloudWatch: { streamPrefix: "a:b" } },
      `${to}.cloudWatch.streamPrefix must be a text of 1 to 255 characters without : and *, got "a:b"`,
    ],
    [
      { firehose: {} },
      `${to}.firehose.stream must be the name of a delivery stream, of 1 to 64 characters, got nothing`,
    ],
    [
      { firehose: { stream: "s".repeat(65) } },
      `${to}.firehose.stream must be the name of a delivery stream, of 1 to 64 characters, got "${"s".repeat(65)}"`,
    ],
    ...["Logs", "logs--euw1-az1--x-s3"].map((bucket): [LogDestinationInput, string] => [
      s3({ bucket }),
      `${to}.s3.bucket must be the name of a general purpose bucket, of 3 to 63 characters, got "${bucket}"`,
    ]),
    [
      s3({ prefix: "/logs/" }),
      `${to}.s3.prefix must be a key prefix such as logs/web, without a slash at either end, got "/logs/"`,
    ],
    [s3({ compress: "gzip" }), `${to}.s3.compress must be true or false, got "gzip"`],
    [s3({ objectMiB: 0 }), `${to}.s3.objectMiB must be a whole number from 1 to 50, got 0`],
    [s3({ objectMiB: 51 }), `${to}.s3.objectMiB must be a whole number from 1 to 50, got 51`],
    [s3({ uploadSeconds: 59 }), `${to}.s3.uploadSeconds must be a whole number from 60 to 86400, got 59`],
    [
      s3({ uploadSeconds: 86_401 }),
      `${to}.s3.uploadSeconds must be a whole number from 60 to 86400, got 86401`,
    ],
    [s3({ kmsKey: "key" }), `${to}.s3.kmsKey must be the ARN of a KMS key, got "key"`],
    [openSearch({ host: "https://x" }), `${to}.openSearch.host ${HOST}, got "https://x"`],
    [
      openSearch({ arn: "arn:aws:es:eu-west-1:1:domain/shop" }),
      `${to}.openSearch.arn must be the ARN of an OpenSearch domain or of a serverless collection, got "arn:aws:es:eu-west-1:1:domain/shop"`,
    ],
    [
      openSearch({ index: "Web" }),
      `${to}.openSearch.index must be an index of 1 to 255 lower-case letters, digits, _, . and -, got "Web"`,
    ],
    [openSearch({ securityGroup: "web" }), `${to}.openSearch.securityGroup ${GROUP}, got "web"`],
    [http({ url: "http://logs.example.com/in" }), `${to}.http.url ${URL}, got "http://logs.example.com/in"`],
    [
      http({ url: "https://logs.example.com/{tenant}" }),
      `${to}.http.url ${URL}, got "https://logs.example.com/{tenant}"`,
    ],
    [http({ url: "https://logs.example.com" }), `${to}.http.url ${URL}, got "https://logs.example.com"`],
    [
      http({ url: "https://a:b@logs.example.com/" }),
      `${to}.http.url ${URL}, got "https://a:b@logs.example.com/"`,
    ],
    [
      http({ url: "https://logs.example.com/?key=1" }),
      `${to}.http.url ${URL}, got "https://logs.example.com/?key=1"`,
    ],
    [
      http({ format: "xml" }),
      `${to}.http.format must be one of "json", "json_lines", "json_stream", "msgpack", got "xml"`,
    ],
    [http({ compress: 1 }), `${to}.http.compress must be true or false, got 1`],
    [http({ login: { user: "", password: { secret: "a" } } }), `${to}.http.login.user ${FILLED}, got ""`],
    [
      http({ login: { user: "web", password: { secret: "a b" } } }),
      `${to}.http.login.password.secret ${SECRET}, got "a b"`,
    ],
    [http({ login: { user: "web", password: twoVersions } }), `${to}.http.login.password ${VERSIONS}`],
    [http({ header: twoVersions }), `${to}.http.header ${VERSIONS}`],
    [
      http({ header: { parameter: "a b" } }),
      `${to}.http.header.parameter must be the name or ARN of an SSM parameter, such as token or /shop/token, with at most 15 levels, got "a b"`,
    ],
    [http({ securityGroup: "sg-x" }), `${to}.http.securityGroup ${GROUP}, got "sg-x"`],
    [
      http({ url: "https://logs.example.com:8443/in" }),
      `${to}.http.url must have port 443 without securityGroup, got 8443; tasks leave their network by HTTPS only, so name the receiver's security group`,
    ],
    [datadog({ apiKey: {} }), `${to}.datadog.apiKey.secret ${SECRET}, got nothing`],
    [datadog({ apiKey: twoVersions }), `${to}.datadog.apiKey ${VERSIONS}`],
    [datadog({ site: "eu" }), `${to}.datadog.site ${HOST}, got "eu"`],
    [datadog({ service: "" }), `${to}.datadog.service ${FILLED}, got ""`],
    [datadog({ source: "" }), `${to}.datadog.source ${FILLED}, got ""`],
    [datadog({ tags: { team: "a,b" } }), `${to}.datadog.tags.team ${COMMA}, got "a,b"`],
    [datadog({ tags: { "a,b": "c" } }), `${to}.datadog.tags.a,b as a name ${COMMA}, got "a,b"`],
    [splunk({ host: "splunk" }), `${to}.splunk.host ${HOST}, got "splunk"`],
    [splunk({ token: "abc" }), `${to}.splunk.token must be an object, got "abc"; write { secret: "abc" }`],
    [splunk({ token: twoVersions }), `${to}.splunk.token ${VERSIONS}`],
    [splunk({ port: 0 }), `${to}.splunk.port must be a whole number from 1 to 65535, got 0`],
    [
      splunk({ port: 8088 }),
      `${to}.splunk.port must have port 443 without securityGroup, got 8088; tasks leave their network by HTTPS only, so name the receiver's security group`,
    ],
    [splunk({ index: "" }), `${to}.splunk.index ${FILLED}, got ""`],
    [splunk({ source: "" }), `${to}.splunk.source ${FILLED}, got ""`],
    [splunk({ sourceType: "" }), `${to}.splunk.sourceType ${FILLED}, got ""`],
    [splunk({ securityGroup: 5 }), `${to}.splunk.securityGroup ${GROUP}, got 5`],
  ])("%j", (destination, message) =>
    expect(problemsOf({}, { logRouter: { to: destination } })).toEqual([message]),
  );
});

describe("where nothing leads to the internet", () => {
  const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/fluent-bit:1";
  const closed = (destination: object, settings: object = { image }) =>
    problemsOf(
      { network: { nat: "none" } },
      { image: { uri: image }, logRouter: { to: destination, ...settings } },
    );
  const outside = (kind: string, what: string) =>
    `${to}.${kind} must be reachable without the internet (network.nat is "none"), got ${what}; name the securityGroup of a receiver in the VPC`;

  test.each([
    firehose,
    { cloudWatch: {} },
    s3({}),
    openSearch({}),
    openSearch({ host: "vpc-logs-1a2b.eu-west-1.es.amazonaws.com" }),
    http({ securityGroup: "sg-1" }),
    splunk({ securityGroup: "sg-1" }),
  ])("%j is reached", (destination) => expect(closed(destination)).toEqual([]));

  test.each([
    [http({}), outside("http", "https://logs.example.com/in")],
    [splunk({}), outside("splunk", "splunk.example.com")],
    [
      openSearch({ host: "search-logs-1a2b.eu-west-1.es.amazonaws.com" }),
      `${to}.openSearch must be reachable without the internet (network.nat is "none"), got search-logs-1a2b.eu-west-1.es.amazonaws.com; choose a domain in the VPC`,
    ],
    [
      datadog({}),
      `${to}.datadog must be reachable without the internet (network.nat is "none"), got datadoghq.com; choose a destination in AWS or in the VPC`,
    ],
  ])("%j is not", (destination, message) => expect(closed(destination)).toEqual([message]));

  test("nor is the image that AWS publishes", () => {
    expect(closed(firehose, {})).toEqual([
      `${path}.image must be set where tasks pull without the internet (network.nat is "none"), got nothing; copy ${PUBLIC_IMAGES.fluentBit} into ECR in eu-west-1 and name the copy`,
    ]);
  });
});
