import {
  CertificateStatus,
  DescribeCertificateCommand,
  ListTagsForCertificateCommand,
  paginateListCertificates,
} from "@aws-sdk/client-acm";
import { ListResourceRecordSetsCommand, type ResourceRecordSet, type RRType } from "@aws-sdk/client-route-53";
import { NamespaceType, paginateListNamespaces } from "@aws-sdk/client-servicediscovery";
import type { Values } from "../../../../plan/plan-json";
import { itemsOf } from "../../../aws/items-of";
import { block, text } from "../../../../plan/resources";
import type { Account } from "../account";
import { hasTags } from "./filters";
import { byName, type Finders } from "./finder";

/** Certificates, records and namespaces. */
export const NAMES: Finders = {
  aws_acm_certificate: byName("domain_name", async (domain, account, planned) => {
    const found: string[] = [];
    const client = account.acm;
    const pages = paginateListCertificates(
      { client },
      { CertificateStatuses: [CertificateStatus.ISSUED, CertificateStatus.PENDING_VALIDATION] },
    );
    for await (const { CertificateSummaryList = [] } of pages) {
      for (const { CertificateArn, DomainName } of CertificateSummaryList) {
        if (CertificateArn === undefined || DomainName !== domain) continue;
        if (await isCertificate(account, CertificateArn, planned)) found.push(CertificateArn);
      }
    }
    return found;
  }),
  aws_service_discovery_http_namespace: byName("name", async (name, { serviceDiscovery: client }) => {
    const namespaces = await itemsOf(paginateListNamespaces({ client }, {}), ({ Namespaces }) => Namespaces);
    return namespaces
      .filter(({ Name, Type }) => Name === name && Type === NamespaceType.HTTP)
      .map(({ Id }) => Id);
  }),
  // It has no tags: what it leads to tells whether it is this one. One that may overwrite needs no import.
  aws_route53_record: byName("zone_id", async (zone, { route53 }, planned) => {
    const [name, type] = [text(planned, "name"), text(planned, "type")];
    if (name === undefined || type === undefined || planned.allow_overwrite === true) return [];
    const { ResourceRecordSets = [] } = await route53.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: zone,
        StartRecordName: name,
        StartRecordType: type as RRType,
        MaxItems: 1,
      }),
    );
    return ResourceRecordSets.filter(
      (found) => plain(found.Name) === plain(name) && found.Type === type && leadsToSame(found, planned),
    ).map(() => `${zone}_${name}_${type}`);
  }),
};

async function isCertificate(
  { acm, tags }: Account,
  CertificateArn: string,
  planned: Values,
): Promise<boolean> {
  const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
  const { Tags } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
  const others = Array.isArray(planned.subject_alternative_names)
    ? (planned.subject_alternative_names as string[])
    : [];
  const wanted = new Set([text(planned, "domain_name") ?? "", ...others]);
  const has = new Set(Certificate?.SubjectAlternativeNames);
  return wanted.size === has.size && [...wanted].every((name) => has.has(name)) && hasTags(Tags, tags);
}

/**
 * A name of Route 53 as a user writes it: without the last dot, `*` for `\052`, and without the `dualstack.` that the
 * console adds. Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
const plain = (name = ""): string =>
  name
    .toLowerCase()
    .replace(String.raw`\052`, "*")
    .replace(/\.$/, "")
    .replace(/^dualstack\./, "");

function leadsToSame({ AliasTarget, ResourceRecords = [] }: ResourceRecordSet, planned: Values): boolean {
  const alias = text(block(planned, "alias"), "name");
  if (alias !== undefined) return plain(AliasTarget?.DNSName) === plain(alias);
  const records = Array.isArray(planned.records) ? (planned.records as string[]) : [];
  return (
    records.length > 0 &&
    records.every((each) => ResourceRecords.some(({ Value }) => plain(Value) === plain(each)))
  );
}
