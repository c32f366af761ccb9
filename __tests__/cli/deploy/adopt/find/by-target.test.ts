import type { Answers } from "../fake-account";
import { ids } from "./find";

describe("without tags, by what it leads to", () => {
  it("finds an alias that leads to the planned key only", async () => {
    const answers = { ListAliases: { Aliases: [{ AliasName: "alias/x", TargetKeyId: "1" }] } };
    expect(await ids("aws_kms_alias", { name: "alias/x", target_key_id: "1" }, answers)).toEqual(["alias/x"]);
    expect(await ids("aws_kms_alias", { name: "alias/x", target_key_id: "2" }, answers)).toEqual([]);
    expect(await ids("aws_kms_alias", { name: "alias/x" }, answers)).toEqual([]);
  });

  it("finds no record that may overwrite another, because it needs no import", async () => {
    const planned = { zone_id: "Z1", name: "_x.example.com", type: "CNAME", records: ["_y.acm."] };
    // An answer that is not known would fail.
    expect(await ids("aws_route53_record", { ...planned, allow_overwrite: true }, {})).toEqual([]);
  });

  it("finds a record that leads to the planned load balancer or value only", async () => {
    const record = (set: object) => ({ ListResourceRecordSets: { ResourceRecordSets: [set] } });
    const alias = record({
      Name: "\\052.example.com.",
      Type: "A",
      AliasTarget: { DNSName: "dualstack.LB-1.elb.amazonaws.com." },
    });
    const planned = {
      zone_id: "Z1",
      name: "*.example.com",
      type: "A",
      alias: [{ name: "lb-1.elb.amazonaws.com" }],
    };
    expect(await ids("aws_route53_record", planned, alias)).toEqual(["Z1_*.example.com_A"]);
    expect(await ids("aws_route53_record", { ...planned, alias: [{ name: "other" }] }, alias)).toEqual([]);
    const value = record({ Name: "_x.example.com.", Type: "CNAME", ResourceRecords: [{ Value: "_y.acm." }] });
    const wanted = { zone_id: "Z1", name: "_x.example.com", type: "CNAME", records: ["_y.acm."] };
    expect(await ids("aws_route53_record", wanted, value)).toEqual(["Z1__x.example.com_CNAME"]);
    expect(await ids("aws_route53_record", { ...wanted, records: ["_z.acm."] }, value)).toEqual([]);
  });
});

it("finds the certificate of the same names with the environment's tags", async () => {
  const answers: Answers = {
    ListCertificates: {
      CertificateSummaryList: ["1", "2", "3"].map((CertificateArn) => ({
        CertificateArn,
        DomainName: "a.example.com",
      })),
    },
    DescribeCertificate: ({ CertificateArn }) => ({
      Certificate: {
        SubjectAlternativeNames:
          CertificateArn === "1" ? ["a.example.com"] : ["a.example.com", "b.example.com"],
      },
    }),
    ListTagsForCertificate: ({ CertificateArn }) => ({
      Tags: [
        { Key: "project", Value: "slipway" },
        { Key: "environment", Value: CertificateArn === "2" ? "prod" : "dev" },
      ],
    }),
  };
  const planned = { domain_name: "a.example.com", subject_alternative_names: ["b.example.com"] };
  expect(await ids("aws_acm_certificate", planned, answers)).toEqual(["3"]);
});

it("finds the HTTP namespace of the name", async () => {
  const Namespaces = [
    { Id: "ns-1", Name: "shop", Type: "DNS_PRIVATE" },
    { Id: "ns-2", Name: "shop", Type: "HTTP" },
  ];
  const answers = { ListNamespaces: { Namespaces } };
  expect(await ids("aws_service_discovery_http_namespace", { name: "shop" }, answers)).toEqual(["ns-2"]);
});
