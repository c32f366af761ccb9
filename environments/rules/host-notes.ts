import { shown } from "../errors";
import type { Environment } from "../model";
import { hostsOf } from "./listener-rule";
import { overlaps, wildcardPattern } from "./wildcard-pattern";

/**
 * Hosts of routes that the certificate of the environment does not cover: browsers refuse the connection. An own
 * certificate can have more names than its domain, so there is nothing to tell beside one.
 */
export function hostNotes({ name, loadBalancer, services }: Environment): string[] {
  const domains = loadBalancer?.domains ?? [];
  if (domains.length === 0 || domains.some(({ certificate }) => certificate !== undefined)) return [];
  return services.flatMap((service) =>
    hostsOf(service.route?.host)
      .filter((host) => !domains.some((domain) => covers(domain.name, host.toLowerCase())))
      .map(
        (host) =>
          `environment ${shown(name)}: services.${service.name}.route.host ${shown(host)} is covered by no domain (${domains.map((each) => each.name).join(", ")}), so the certificate does not have it; add it to domain`,
      ),
  );
}

/** Whether a request for a name of the certificate can match a host; `*.` of a certificate is one level. */
function covers(domain: string, host: string): boolean {
  if (!overlaps(wildcardPattern(domain), wildcardPattern(host))) return false;
  if (!domain.startsWith("*.")) return true;
  const [more, one] = [host, domain].map((name) => name.split(".").length) as [number, number];
  // A wildcard of a host is one level or more.
  return /[*?]/.test(host) ? more <= one : more === one;
}
