import type { Construct } from "constructs";
import { LoadBalancerAlias, type LoadBalancerAliasProps } from "../constructs/load-balancer/alias";
import { DomainCertificate } from "../constructs/load-balancer/certificate";
import { HostedZones } from "../constructs/load-balancer/hosted-zones";
import type { Domain } from "../environments/topics/domains";

/** The certificates of an environment's domains, and their records once there is a balancer. */
export class Domains {
  /** For all domains without an own one; absent when each has its own. */
  readonly certificate?: DomainCertificate;
  /** Of the first domain; absent without domains. */
  readonly certificateArn?: string;
  /** ARNs of all others, by names that no other domain changes. */
  readonly moreCertificates: Readonly<Record<string, string>>;

  constructor(
    private readonly scope: Construct,
    private readonly domains: readonly Domain[],
  ) {
    const made = domains.filter(({ certificate }) => certificate === undefined);
    if (made.length > 0) {
      this.certificate = new DomainCertificate(scope, "certificate", { domains: made });
    }
    const all = new Map(
      domains.map(({ certificate }) => [keyOf(certificate), certificate ?? this.certificate?.certificateArn]),
    );
    const [first, ...others] = [...all].flatMap(([key, arn]) => (arn === undefined ? [] : [{ key, arn }]));
    if (first !== undefined) this.certificateArn = first.arn;
    this.moreCertificates = Object.fromEntries(others.map(({ key, arn }) => [key, arn]));
  }

  aliases(loadBalancer: LoadBalancerAliasProps["loadBalancer"]): ReadonlyMap<string, LoadBalancerAlias> {
    const zones = this.certificate?.zones ?? new HostedZones(this.scope);
    return new Map(
      this.domains.map(({ name, zone }, index) => [
        name,
        new LoadBalancerAlias(this.scope, index === 0 ? "alias" : `alias-${name}`, {
          name,
          zoneId: zones.idOf(zone),
          loadBalancer,
        }),
      ]),
    );
  }
}

/** The last part of an ARN is unique in ACM. */
const keyOf = (certificate: string | undefined): string => certificate?.split("/").at(-1) ?? "made";
