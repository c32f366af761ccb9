import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";

export interface DomainCertificateProps {
  /** Fully qualified name that the certificate is for; in the zone. */
  readonly domainName: string;
  /** Route 53 public hosted zone that holds the name. */
  readonly zoneName: string;
}

/** How long Route 53 and ACM may remember the validation record, in seconds. */
const RECORD_TTL = 300;

/** A certificate of ACM, proved by a DNS record in an existing zone, and renewed by ACM as long as that stays. */
export class DomainCertificate extends Construct {
  public readonly zone: DataAwsRoute53Zone;
  public readonly certificate: AcmCertificate;
  public readonly record: Route53Record;
  public readonly validation: AcmCertificateValidation;
  /** Known only once the certificate is valid. */
  public readonly certificateArn: string;
  public readonly zoneId: string;

  constructor(scope: Construct, id: string, props: DomainCertificateProps) {
    super(scope, id);
    const { domainName, zoneName } = props;
    if (domainName !== zoneName && !domainName.endsWith(`.${zoneName}`)) {
      refuse("certificate", [`domainName must be in the zone ${shown(zoneName)}, got ${shown(domainName)}`]);
    }
    this.zone = new DataAwsRoute53Zone(this, "zone", { name: zoneName, privateZone: false });
    this.certificate = new AcmCertificate(this, "certificate", {
      domainName,
      validationMethod: "DNS",
      // The listener holds the old one until it has the new one.
      lifecycle: { createBeforeDestroy: true },
    });
    const option = (attribute: string): string =>
      `\${one(${this.certificate.fqn}.domain_validation_options).${attribute}}`;
    this.record = new Route53Record(this, "record", {
      zoneId: this.zone.zoneId,
      name: option("resource_record_name"),
      type: option("resource_record_type"),
      records: [option("resource_record_value")],
      ttl: RECORD_TTL,
      // The record of a name is the same for every certificate of an account.
      allowOverwrite: true,
    });
    this.validation = new AcmCertificateValidation(this, "validation", {
      certificateArn: this.certificate.arn,
      validationRecordFqdns: [this.record.fqdn],
    });
    this.certificateArn = this.validation.certificateArn;
    this.zoneId = this.zone.zoneId;
  }
}
