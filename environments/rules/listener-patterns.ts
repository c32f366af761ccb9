import { hostsOf } from "./listener-rule";

/** Characters of one host or path pattern: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html */
const MAX_PATTERN_LENGTH = 128;

/** `*` and `?` in all patterns of one rule: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_WILDCARDS = 6;

/** Characters of a health check's path: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
const MAX_HEALTH_PATH_LENGTH = 1024;

interface Pattern {
  readonly pattern: RegExp;
  readonly maxLength: number;
  /** The sentence that follows the property's name when the pattern does not match. */
  readonly must: string;
}

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html */
export const HOST_PATTERN: Pattern = {
  pattern: /^[A-Za-z0-9.*?-]*\.[A-Za-z]+$/,
  maxLength: MAX_PATTERN_LENGTH,
  must: `must be a host pattern such as shop.example.com or *.example.com: letters, digits, -, ., * and ?, at least one dot, only letters after the last dot, at most ${MAX_PATTERN_LENGTH} characters`,
};

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html */
export const PATH_PATTERN: Pattern = {
  pattern: /^\/[A-Za-z0-9_.$/~"'@:+&*?-]*$/,
  maxLength: MAX_PATTERN_LENGTH,
  must: `must be a path pattern that starts with /, such as /users/*: letters, digits, _ - . $ / ~ " ' @ : + & and the wildcards * and ?, at most ${MAX_PATTERN_LENGTH} characters`,
};

/** Any character of a path or a query that RFC 3986 has, so no blank: the balancer requests it as it is written. */
export const HEALTH_PATH: Pattern = {
  pattern: /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*$/,
  maxLength: MAX_HEALTH_PATH_LENGTH,
  must: `must be a path that starts with /, such as /health: characters of a URL's path and query, at most ${MAX_HEALTH_PATH_LENGTH} characters`,
};

interface RuleConditions {
  readonly path: string;
  readonly host?: string | readonly string[];
}

/** @param route the route as the user wrote it, for example `services.web.route` */
export function wildcardProblems(route: string, { path, host }: RuleConditions): string[] {
  const count = [path, ...hostsOf(host)].join("").replaceAll(/[^*?]/g, "").length;
  return count <= MAX_WILDCARDS
    ? []
    : [
        `${route} must have at most ${MAX_WILDCARDS} wildcards (* and ?) in path and host together, got ${count}`,
      ];
}
