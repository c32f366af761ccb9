import { shown } from "../errors";
import { under, type TaskPlatform } from "./platform";
import { PUBLIC_IMAGES } from "./public-images";
import { secretVersionProblems, type Secret } from "./secret";
import type { SidecarSettings } from "./sidecar";

/** Where Fluent Bit sends the lines of an application. */
export type LogDestination =
  | CloudWatchDestination
  | FirehoseDestination
  | S3Destination
  | OpenSearchDestination
  | HttpDestination
  | DatadogDestination
  | SplunkDestination;

export interface CloudWatchDestination {
  readonly kind: "cloudWatch";
  /** Name of an existing log group. Absent: the service's own. */
  readonly logGroup?: string;
  /** What the names of its streams begin with. */
  readonly streamPrefix: string;
}

export interface FirehoseDestination {
  readonly kind: "firehose";
  /** Name of a delivery stream in the account and region. */
  readonly stream: string;
}

export interface S3Destination {
  readonly kind: "s3";
  readonly bucket: string;
  /** What the keys begin with, without a slash at either end. */
  readonly prefix: string;
  readonly compress: boolean;
  /** An object is written when so much has come together, in MiB. */
  readonly objectMiB: number;
  /** And after so many seconds at the latest. */
  readonly uploadSeconds: number;
  /** ARN of the bucket's KMS key. Absent: the key of S3. */
  readonly kmsKey?: string;
}

/** What lies outside of AWS's own APIs: a way out that may have to be opened. */
interface Receiver {
  /** Security group of a receiver in the VPC, opened for the service. Absent: it is reached by HTTPS. */
  readonly securityGroup?: string;
}

export interface OpenSearchDestination extends Receiver {
  readonly kind: "openSearch";
  /** Host name of the domain's or collection's endpoint. */
  readonly host: string;
  /** ARN of the domain or the serverless collection. */
  readonly arn: string;
  readonly index: string;
}

export const HTTP_FORMATS = ["json", "json_lines", "json_stream", "msgpack"] as const;

export interface HttpDestination extends Receiver {
  readonly kind: "http";
  /** HTTPS address with its path. */
  readonly url: string;
  readonly format: (typeof HTTP_FORMATS)[number];
  readonly compress: boolean;
  /** Basic authentication. */
  readonly login?: { readonly user: string; readonly password: Secret };
  /** Holds one whole header: its name, a blank and its value. */
  readonly header?: Secret;
}

export interface DatadogDestination {
  readonly kind: "datadog";
  /** For example `datadoghq.eu`. */
  readonly site: string;
  readonly apiKey: Secret;
  readonly service: string;
  readonly source?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SplunkDestination extends Receiver {
  readonly kind: "splunk";
  readonly host: string;
  readonly port: number;
  readonly token: Secret;
  readonly index?: string;
  readonly source?: string;
  readonly sourceType?: string;
}

export interface LogRouter extends Omit<SidecarSettings, "essential"> {
  readonly to: LogDestination;
  /** File in the image that is included after what ECS generates. */
  readonly configFile?: string;
  /** Bytes that may wait between Docker and the router. */
  readonly bufferLimitBytes?: number;
}

/** Where the router takes lines in a network that it shares, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html */
export const FORWARD_PORT = 24_224;

/** The port that a service may use to leave its network without a declared group at the other end. */
export const HTTPS_PORT = 443;

/** A domain in a VPC has `vpc-` instead; https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html */
const PUBLIC_DOMAIN = /^search-[a-z0-9.-]+\.(es|aos)\./;

/** @param path the router as the user wrote it, for example `services.web.logRouter` */
export function logRouterProblems(
  path: string,
  router: LogRouter,
  { platform, closedNetwork }: { readonly platform: TaskPlatform; readonly closedNetwork: boolean },
): string[] {
  return [
    ...placeProblems(path, platform),
    ...configFileProblems(path, router),
    ...destinationProblems(under(path, `to.${router.to.kind}`), router.to, closedNetwork),
  ];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html */
function placeProblems(path: string, { networkMode, operatingSystem }: TaskPlatform): string[] {
  if (operatingSystem !== "linux") {
    return [`${path} must not be set on Windows, for which the image does not exist, got ${operatingSystem}`];
  }
  return networkMode === "none"
    ? [`${path} must not be set with network mode "none", from which no line could leave, got a router`]
    : [];
}

/** ECS includes the file after what it generates; AWS's own image has none to include. */
export function configFileProblems(
  path: string,
  { configFile, image }: Pick<LogRouter, "configFile" | "image">,
): string[] {
  return configFile !== undefined && image === PUBLIC_IMAGES.fluentBit
    ? [
        `${under(path, "configFile")} must be a file of an image of your own, got ${shown(configFile)}; build one from ${PUBLIC_IMAGES.fluentBit} and name it in image`,
      ]
    : [];
}

/** What is wrong with a destination by itself, and with the way to it. */
export function destinationProblems(path: string, to: LogDestination, closedNetwork: boolean): string[] {
  return [
    ...Object.entries(secretsOf(to)).flatMap(([name, secret]) =>
      secret ? secretVersionProblems(under(path, name), secret) : [],
    ),
    ...wayProblems(path, to, closedNetwork),
  ];
}

/** By the names that the user gives them. */
function secretsOf(to: LogDestination): Readonly<Record<string, Secret | undefined>> {
  switch (to.kind) {
    case "http":
      return { "login.password": to.login?.password, header: to.header };
    case "datadog":
      return { apiKey: to.apiKey };
    case "splunk":
      return { token: to.token };
    default:
      return {};
  }
}

/** Destinations that are a service of somebody else, or a machine of one's own. */
function wayProblems(path: string, to: LogDestination, closedNetwork: boolean): string[] {
  switch (to.kind) {
    case "http":
      return receiverProblems(path, "url", { ...to, host: to.url, port: portOf(to.url) }, closedNetwork);
    case "splunk":
      return receiverProblems(path, "port", to, closedNetwork);
    case "openSearch":
      return closedNetwork && PUBLIC_DOMAIN.test(to.host)
        ? [unreachable(path, to.host, "choose a domain in the VPC")]
        : [];
    case "datadog":
      return closedNetwork ? [unreachable(path, to.site, "choose a destination in AWS or in the VPC")] : [];
    default:
      return [];
  }
}

function receiverProblems(
  path: string,
  property: string,
  { host, port, securityGroup }: Receiver & { readonly host: string; readonly port: number },
  closedNetwork: boolean,
): string[] {
  if (securityGroup !== undefined) return [];
  if (port !== HTTPS_PORT) {
    return [
      `${path}.${property} must have port ${HTTPS_PORT} without securityGroup, got ${port}; tasks leave their network by HTTPS only, so name the receiver's security group`,
    ];
  }
  return closedNetwork ? [unreachable(path, host, "name the securityGroup of a receiver in the VPC")] : [];
}

const unreachable = (path: string, what: string, instead: string): string =>
  `${path} must be reachable without the internet (network.nat is "none"), got ${what}; ${instead}`;

/** The port of an address, with the one that `https:` stands for. */
export const portOf = (url: string): number => Number(new URL(url).port || HTTPS_PORT);
