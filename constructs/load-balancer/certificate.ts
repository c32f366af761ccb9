import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { refuse } from "../../environments/errors";
import { domainProblems } from "../../environments/rules/domains";
import { HostedZones, type ZoneReference } from "./hosted-zones";

export interface DomainCertificateProps {
  /** Fully qualified names that the certificate is for, at least one and at most 10, each with its zone. */
  readonly domains: readonly { readonly name: string; readonly zone: ZoneReference }[];
}

/** How long Route 53 and ACM may remember a validation record, in seconds. */
const RECORD_TTL = 300;

/** A certificate of ACM, proved by DNS records in existing zones, and renewed by ACM as long as those stay. */
export class DomainCertificate extends Construct {
  public readonly zones: HostedZones;
  public readonly certificate: AcmCertificate;
  /** One for each domain; `*.example.com` is proved by the record of `example.com`. */
  public readonly records: readonly Route53Record[];
  public readonly validation: AcmCertificateValidation;
  /** Known only once the certificate is valid. */
  public readonly certificateArn: string;

  constructor(scope: Construct, id: string, props: DomainCertificateProps) {
    super(scope, id);
    const { domains } = props;
    const [first, ...others] = domains;
    refuse("certificate", [
      ...(first === undefined ? ["domains must name at least one domain, got none"] : []),
      ...domainProblems((index) => `domains[${index}]`, domains),
    ]);
    this.zones = new HostedZones(this);
    this.certificate = new AcmCertificate(this, "certificate", {
      domainName: first?.name,
      ...(others.length > 0 && { subjectAlternativeNames: others.map(({ name }) => name) }),
      validationMethod: "DNS",
      // The listener holds the old one until it has the new one.
      lifecycle: { createBeforeDestroy: true },
    });
    this.records = proofs(domains).map(({ name, zone }, index) => {
      const option = (attribute: string): string =>
        this.option(attribute, others.length > 0 ? name : undefined);
      return new Route53Record(this, index === 0 ? "record" : `record-${name}`, {
        zoneId: this.zones.idOf(zone),
        name: option("resource_record_name"),
        type: option("resource_record_type"),
        records: [option("resource_record_value")],
        ttl: RECORD_TTL,
        // The record of a name is the same for every certificate of an account.
        allowOverwrite: true,
      });
    });
    this.validation = new AcmCertificateValidation(this, "validation", {
      certificateArn: this.certificate.arn,
      validationRecordFqdns: this.records.map(({ fqdn }) => fqdn),
    });
    this.certificateArn = this.validation.certificateArn;
  }

  /** What ACM wants to see in DNS: of the one name, or of this one. */
  private option(attribute: string, name?: string): string {
    const options = `${this.certificate.fqn}.domain_validation_options`;
    return name === undefined
      ? `\${one(${options}).${attribute}}`
      : `\${one([for option in ${options} : option.${attribute} if option.domain_name == "${name}"])}`;
  }
}

/** ACM wants one and the same record for a domain and for all names below it. */
function proofs(domains: DomainCertificateProps["domains"]): DomainCertificateProps["domains"] {
  const bases = domains.map(({ name }) => name.replace(/^\*\./, ""));
  return domains.filter((_, index) => bases.indexOf(bases[index] ?? "") === index);
}
