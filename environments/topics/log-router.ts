import { HTTPS_PORT, type LogDestination, type LogRouter } from "../rules/log-router";
import { PUBLIC_IMAGES } from "../rules/public-images";
import * as text from "../rules/text";
import { leaf, object, whole } from "../schema/leaves";
import { logDestinationSchema, type LogDestinationInput } from "./log-destination";
import { resolveSecret } from "./secret";
import { resolveSettings, sidecarShape, type SidecarSettingsInput } from "./sidecar";

/**
 * FireLens: a Fluent Bit container takes the application's lines and sends them to one destination, with rights in the
 * task role for exactly that one. The router's own lines stay in CloudWatch Logs, and the task ends with it.
 */
export interface LogRouterInput extends SidecarSettingsInput {
  /** Where the lines go: exactly one. */
  readonly to: LogDestinationInput;
  /**
   * Absolute path of a file in an image of your own, with more filters and outputs of Fluent Bit. Rights that its
   * outputs need are the service's own affair. @default none
   */
  readonly configFile?: string;
  /** Bytes that may wait between Docker and the router, 0 to 536870912. @default 1048576, the default of ECS */
  readonly bufferLimitBytes?: number;
}

export const logRouterSchema = object({
  to: logDestinationSchema,
  ...sidecarShape,
  configFile: leaf(
    text.matches(/^(\/[A-Za-z0-9_.-]+)+$/),
    "must be an absolute path in the image such as /fluent-bit/etc/extra.conf",
  ).optional(),
  bufferLimitBytes: whole(0, 536_870_912).optional(),
});

interface Names {
  readonly project: string;
  readonly environment: string;
  readonly service: string;
}

export function resolveLogRouter(input: LogRouterInput | undefined, names: Names): LogRouter | undefined {
  if (input === undefined) return undefined;
  return {
    ...resolveSettings(input, PUBLIC_IMAGES.fluentBit),
    to: resolveDestination(input.to, names),
    ...(input.configFile !== undefined && { configFile: input.configFile }),
    ...(input.bufferLimitBytes !== undefined && { bufferLimitBytes: input.bufferLimitBytes }),
  };
}

function resolveDestination(input: LogDestinationInput, names: Names): LogDestination {
  const { cloudWatch, firehose, s3, openSearch, http, datadog, splunk } = input;
  if (firehose) return { kind: "firehose", ...firehose };
  if (s3) {
    return {
      kind: "s3",
      ...s3,
      prefix: s3.prefix ?? `${names.project}-${names.environment}/${names.service}`,
      compress: s3.compress ?? true,
      objectMiB: s3.objectMiB ?? 10,
      uploadSeconds: s3.uploadSeconds ?? 60,
    };
  }
  if (openSearch) return { kind: "openSearch", ...openSearch, index: openSearch.index ?? names.service };
  if (http) {
    const { login, header, ...rest } = http;
    return {
      kind: "http",
      ...rest,
      format: http.format ?? "json",
      compress: http.compress ?? true,
      ...(login && { login: { user: login.user, password: resolveSecret(login.password) } }),
      ...(header && { header: resolveSecret(header) }),
    };
  }
  if (datadog) {
    return {
      kind: "datadog",
      ...datadog,
      apiKey: resolveSecret(datadog.apiKey),
      site: datadog.site ?? "datadoghq.com",
      service: datadog.service ?? names.service,
      tags: datadog.tags ?? { env: names.environment },
    };
  }
  if (splunk) {
    return {
      kind: "splunk",
      ...splunk,
      token: resolveSecret(splunk.token),
      port: splunk.port ?? HTTPS_PORT,
    };
  }
  return { kind: "cloudWatch", ...cloudWatch, streamPrefix: cloudWatch?.streamPrefix ?? `${names.service}/` };
}
