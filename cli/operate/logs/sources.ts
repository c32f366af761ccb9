import type { Environment, Service } from "../../../environments/model";
import type { LogDestination } from "../../../environments/rules/log-router";
import { prefixOf } from "../../../environments/rules/names";

/** A log group that lines of a service go to. */
export interface LogSource {
  readonly service: string;
  readonly group: string;
}

/** The groups of services in CloudWatch Logs. */
export const sourcesOf = (environment: Environment, services: readonly Service[]): LogSource[] =>
  services.flatMap(({ logRouter, name }) => {
    const own = `/ecs/${prefixOf(environment)}/${name}`;
    const routed = logRouter?.to.kind === "cloudWatch" ? (logRouter.to.logGroup ?? own) : own;
    return [...new Set([own, routed])].map((group) => ({ service: name, group }));
  });

/** Where lines go that CloudWatch Logs does not get, in sentences. */
export const elsewhere = (services: readonly Service[]): string[] =>
  services.flatMap(({ logRouter, name }) =>
    logRouter === undefined || logRouter.to.kind === "cloudWatch"
      ? []
      : [
          `${name}: lines of container ${name} go to ${placeOf(logRouter.to)} by its log router; CloudWatch Logs has those of the router and of containers beside it`,
        ],
  );

/** Without what may be a credential: an address is its host. */
function placeOf(to: Exclude<LogDestination, { readonly kind: "cloudWatch" }>): string {
  switch (to.kind) {
    case "firehose":
      return `the Firehose stream ${to.stream}`;
    case "s3":
      return `s3://${to.bucket}/${to.prefix}`;
    case "openSearch":
      return `the index ${to.index} of OpenSearch at ${to.host}`;
    case "http":
      return `the HTTP receiver at ${new URL(to.url).host}`;
    case "datadog":
      return `Datadog (${to.site}), service ${to.service}`;
    case "splunk":
      return `Splunk at ${to.host}:${to.port}`;
  }
}
