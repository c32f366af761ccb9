import { z } from "zod";
import { HTTP_FORMATS } from "../rules/log-router";
import { BUCKET } from "../rules/resource-name";
import * as text from "../rules/text";
import { arn, filled, flag, leaf, object, oneOf, securityGroupId, whole } from "../schema/leaves";
import { kmsKeyArn, secretSchema, type SecretInput } from "./secret";

/** Where the lines of a service go: exactly one of these. */
export interface LogDestinationInput {
  /** CloudWatch Logs, with the metadata of the task in each line. */
  readonly cloudWatch?: {
    /** Name of an existing log group. @default the service's own */
    readonly logGroup?: string;
    /** What the names of the streams begin with. @default `<service>/` */
    readonly streamPrefix?: string;
  };
  /** Amazon Data Firehose. */
  readonly firehose?: {
    /** Name of an existing delivery stream in the environment's account and region, at most 64 characters. */
    readonly stream: string;
  };
  /** Objects in Amazon S3. */
  readonly s3?: {
    /** Name of an existing bucket. */
    readonly bucket: string;
    /** What the keys begin with, without a slash at either end. @default `<project>-<environment>/<service>` */
    readonly prefix?: string;
    /** Write gzip. @default true */
    readonly compress?: boolean;
    /** MiB that come together in memory until an object is written, 1 to 50. @default 10 */
    readonly objectMiB?: number;
    /** Seconds after which it is written at the latest, 60 to 86400. @default 60 */
    readonly uploadSeconds?: number;
    /** ARN of the KMS key that encrypts the bucket. @default the key of S3 */
    readonly kmsKey?: string;
  };
  /** An Amazon OpenSearch domain, or a serverless collection, with requests that the task role signs. */
  readonly openSearch?: {
    /** Host name of its endpoint. */
    readonly host: string;
    /** ARN of the domain, or of the serverless collection. */
    readonly arn: string;
    /** Index, at most 255 characters. @default the service's name */
    readonly index?: string;
    /** Security group of a domain in the VPC, opened for the service. @default none: it lets the service in already */
    readonly securityGroup?: string;
  };
  /** Any receiver that takes a POST over HTTPS. */
  readonly http?: {
    /** Address with its path, `https://...`; a port other than 443 needs `securityGroup`. */
    readonly url: string;
    /** @default "json" */
    readonly format?: (typeof HTTP_FORMATS)[number];
    /** Send gzip. @default true */
    readonly compress?: boolean;
    /** Basic authentication. @default none */
    readonly login?: { readonly user: string; readonly password: SecretInput };
    /** Secret that holds one whole header: its name, a blank and its value. @default none */
    readonly header?: SecretInput;
    /** Security group of a receiver in the VPC, opened for the service. @default none */
    readonly securityGroup?: string;
  };
  /** Datadog. */
  readonly datadog?: {
    readonly apiKey: SecretInput;
    /** Site of the organisation, for example `datadoghq.eu`. @default "datadoghq.com" */
    readonly site?: string;
    /** Name under which Datadog shows the service. @default the service's name */
    readonly service?: string;
    /** Name of the integration that reads the lines, for example `nodejs`. @default none */
    readonly source?: string;
    /** Names and values, each without a comma. @default `env` with the environment's name */
    readonly tags?: Readonly<Record<string, string>>;
  };
  /** A Splunk HTTP event collector. */
  readonly splunk?: {
    readonly host: string;
    readonly token: SecretInput;
    /** 1 to 65535; another one than 443 needs `securityGroup`. @default 443 */
    readonly port?: number;
    /** @default the token's own */
    readonly index?: string;
    /** @default the token's own */
    readonly source?: string;
    /** @default the token's own */
    readonly sourceType?: string;
    /** Security group of a receiver in the VPC, opened for the service. @default none */
    readonly securityGroup?: string;
  };
}

const host = leaf(text.matches(text.DOMAIN, 253), "must be a host name such as logs.example.com");
/** The characters of a path: https://www.rfc-editor.org/rfc/rfc3986#section-3.3 */
const ADDRESS = /^https:\/\/[A-Za-z0-9.:[\]-]+\/[\w.~!$&'()*+,;=:@%/-]*$/;
const url = leaf(
  (value): value is string => typeof value === "string" && ADDRESS.test(value) && URL.canParse(value),
  "must be an HTTPS address with a path, such as https://logs.example.com/ingest",
);

const tag = leaf(text.matches(/^[^,]+$/), "must be a text without a comma, at which Datadog parts tags");

const destinations = {
  cloudWatch: object({
    logGroup: leaf(
      text.matches(/^[A-Za-z0-9_./#-]{1,512}$/),
      "must be the name of a log group, of 1 to 512 characters",
    ).optional(),
    streamPrefix: leaf(
      text.matches(/^[^:*]{1,255}$/),
      "must be a text of 1 to 255 characters without : and *",
    ).optional(),
  }),
  firehose: object({
    stream: leaf(
      text.matches(/^[A-Za-z0-9_.-]{1,64}$/),
      "must be the name of a delivery stream, of 1 to 64 characters",
    ),
  }),
  s3: object({
    bucket: leaf(
      text.matches(new RegExp(`^${BUCKET}$`)),
      "must be the name of a general purpose bucket, of 3 to 63 characters",
    ),
    prefix: leaf(
      text.matches(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, 200),
      "must be a key prefix such as logs/web, without a slash at either end",
    ).optional(),
    compress: flag.optional(),
    objectMiB: whole(1, 50).optional(),
    uploadSeconds: whole(60, 86_400).optional(),
    kmsKey: kmsKeyArn.optional(),
  }),
  openSearch: object({
    host,
    arn: arn("openSearch"),
    index: leaf(
      text.matches(/^[a-z0-9][a-z0-9_.-]{0,254}$/),
      "must be an index of 1 to 255 lower-case letters, digits, _, . and -",
    ).optional(),
    securityGroup: securityGroupId.optional(),
  }),
  http: object({
    url,
    format: oneOf(...HTTP_FORMATS).optional(),
    compress: flag.optional(),
    login: object({ user: filled, password: secretSchema }).optional(),
    header: secretSchema.optional(),
    securityGroup: securityGroupId.optional(),
  }),
  datadog: object({
    apiKey: secretSchema,
    site: host.optional(),
    service: filled.optional(),
    source: filled.optional(),
    tags: z.record(tag, tag).optional(),
  }),
  splunk: object({
    host,
    token: secretSchema,
    port: whole(1, 65_535).optional(),
    index: filled.optional(),
    source: filled.optional(),
    sourceType: filled.optional(),
    securityGroup: securityGroupId.optional(),
  }),
};

export const logDestinationSchema = object({
  cloudWatch: destinations.cloudWatch.optional(),
  firehose: destinations.firehose.optional(),
  s3: destinations.s3.optional(),
  openSearch: destinations.openSearch.optional(),
  http: destinations.http.optional(),
  datadog: destinations.datadog.optional(),
  splunk: destinations.splunk.optional(),
}).refine(
  (value) => Object.values<unknown>(value).filter((each) => each !== undefined).length === 1,
  `must name exactly one destination (${Object.keys(destinations).join(", ")})`,
);
