import { TerraformOutput } from "cdktf";
import { LoadBalancerAlias } from "../../../constructs/load-balancer/alias";
import {
  DomainCertificate,
  type DomainCertificateProps,
} from "../../../constructs/load-balancer/certificate";
import { HostedZones } from "../../../constructs/load-balancer/hosted-zones";
import { synth } from "../../support/synth";

const certificateOf = (domains: DomainCertificateProps["domains"]): ReturnType<typeof synth> =>
  synth((stack) => {
    const { certificateArn } = new DomainCertificate(stack, "certificate", { domains });
    new TerraformOutput(stack, "arn", { value: certificateArn });
  });
const ZONE = { name: "example.com" };

describe("a certificate", () => {
  const made = (name: string) => certificateOf([{ name, zone: ZONE }]);

  test("is proved by DNS and replaced without a gap", () => {
    const result = made("shop.example.com");
    expect(result.data("aws_route53_zone")).toEqual({ name: "example.com", private_zone: false });
    expect(result.only("aws_acm_certificate")).toEqual({
      domain_name: "shop.example.com",
      validation_method: "DNS",
      lifecycle: { create_before_destroy: true },
    });
    const option = (attribute: string): unknown =>
      expect.stringMatching(
        new RegExp(
          `^\\$\\{one\\(aws_acm_certificate\\.\\w+\\.domain_validation_options\\)\\.${attribute}\\}$`,
        ),
      );
    expect(result.only("aws_route53_record")).toEqual({
      zone_id: expect.stringMatching(/^\$\{data\.aws_route53_zone\.\w+\.zone_id\}$/) as string,
      name: option("resource_record_name"),
      type: option("resource_record_type"),
      records: [option("resource_record_value")],
      ttl: 300,
      allow_overwrite: true,
    });
  });

  test("is offered only once it is valid", () => {
    const result = made("shop.example.com");
    expect(result.only("aws_acm_certificate_validation").validation_record_fqdns).toEqual([
      expect.stringMatching(/^\$\{aws_route53_record\.\w+\.fqdn\}$/),
    ]);
    expect(result.json.output?.arn?.value).toEqual(
      expect.stringMatching(/^\$\{aws_acm_certificate_validation\.\w+\.certificate_arn\}$/),
    );
  });

  test.each(["example.com", "a.b.example.com", "*.example.com"])("may be for %s", (name) => {
    expect(made(name).only("aws_acm_certificate").domain_name).toBe(name);
  });

  test.each(["shop.example.org", "badexample.com"])("refuses %s", (name) => {
    expect(() => made(name)).toThrow(
      `certificate is not valid:\n  - domains[0].name must be in the zone "example.com", got "${name}"`,
    );
  });
});

describe("a certificate for several names", () => {
  const result = certificateOf([
    { name: "shop.example.com", zone: ZONE },
    { name: "www.example.com", zone: ZONE },
    { name: "shop.example.org", zone: { id: "Z0ORG" } },
    { name: "*.shop.example.com", zone: ZONE },
  ]);

  test("holds them all", () => {
    expect(result.only("aws_acm_certificate")).toMatchObject({
      domain_name: "shop.example.com",
      subject_alternative_names: ["www.example.com", "shop.example.org", "*.shop.example.com"],
    });
  });

  test("is proved by one record for each, in its own zone, a wildcard by that of its domain", () => {
    const option = (domain: string, attribute: string): unknown =>
      expect.stringMatching(
        new RegExp(
          `^\\$\\{one\\(\\[for option in aws_acm_certificate\\.\\w+\\.domain_validation_options : ` +
            `option\\.${attribute} if option\\.domain_name == "${domain}"\\]\\)\\}$`,
        ),
      );
    const record = (domain: string, zone: unknown): unknown => ({
      zone_id: zone,
      name: option(domain, "resource_record_name"),
      type: option(domain, "resource_record_type"),
      records: [option(domain, "resource_record_value")],
      ttl: 300,
      allow_overwrite: true,
    });
    const lookedUp = expect.stringMatching(/^\$\{data\.aws_route53_zone\.\w+\.zone_id\}$/);
    expect(result.all("aws_route53_record")).toEqual([
      record("shop.example.org", "Z0ORG"),
      record("www.example.com", lookedUp),
      record("shop.example.com", lookedUp),
    ]);
    expect(result.only("aws_acm_certificate_validation").validation_record_fqdns).toHaveLength(3);
  });

  test("looks a zone up once, and one that is given by its id never", () => {
    expect(result.data("aws_route53_zone").name).toBe("example.com");
  });

  test("refuses none, the same twice, and more than ACM takes", () => {
    expect(() => certificateOf([])).toThrow("domains must name at least one domain, got none");
    const domain = { name: "shop.example.com", zone: ZONE };
    expect(() => certificateOf([domain, domain])).toThrow(
      'domains[1].name must be another one than that of domains[0], got "shop.example.com"',
    );
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `n${index}.example.com`, zone: ZONE }));
    expect(() => certificateOf(many)).toThrow("ACM takes 10 names in a certificate");
  });
});

test("zones of different names are looked up apart", () => {
  const result = synth((stack) => {
    const zones = new HostedZones(stack);
    for (const name of ["example.com", "example.org", "example.com"]) zones.idOf({ name });
    expect(zones.idOf({ id: "Z1" })).toBe("Z1");
  });
  expect(Object.values(result.json.data?.aws_route53_zone ?? {}).map(({ name }) => name)).toEqual([
    "example.com",
    "example.org",
  ]);
});

test("an alias leads to the balancer for IPv4 and IPv6", () => {
  const result = synth(
    (stack) =>
      new LoadBalancerAlias(stack, "alias", {
        name: "shop.example.com",
        zoneId: "Z1",
        loadBalancer: { dnsName: "lb.elb.amazonaws.com", zoneId: "Z2" },
      }),
  );
  const alias = { name: "lb.elb.amazonaws.com", zone_id: "Z2", evaluate_target_health: false };
  expect(result.all("aws_route53_record")).toEqual([
    { zone_id: "Z1", name: "shop.example.com", type: "A", alias },
    { zone_id: "Z1", name: "shop.example.com", type: "AAAA", alias },
  ]);
});
