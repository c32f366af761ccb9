import { TerraformOutput } from "cdktf";
import { LoadBalancerAlias } from "../../../constructs/load-balancer/alias";
import { DomainCertificate } from "../../../constructs/load-balancer/certificate";
import { synth } from "../../support/synth";

describe("a certificate", () => {
  const made = (domainName: string, zoneName = "example.com"): ReturnType<typeof synth> =>
    synth((stack) => {
      const { certificateArn, zoneId } = new DomainCertificate(stack, "certificate", {
        domainName,
        zoneName,
      });
      new TerraformOutput(stack, "all", { value: [certificateArn, zoneId] });
    });

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
    expect(result.json.output?.all?.value).toEqual([
      expect.stringMatching(/^\$\{aws_acm_certificate_validation\.\w+\.certificate_arn\}$/),
      expect.stringMatching(/^\$\{data\.aws_route53_zone\.\w+\.zone_id\}$/),
    ]);
  });

  test.each(["example.com", "a.b.example.com"])("may be for %s", (name) => {
    expect(made(name).only("aws_acm_certificate").domain_name).toBe(name);
  });

  test.each(["shop.example.org", "badexample.com"])("refuses %s", (name) => {
    expect(() => made(name)).toThrow(
      `certificate is not valid:\n  - domainName must be in the zone "example.com", got "${name}"`,
    );
  });
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
