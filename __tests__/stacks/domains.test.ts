import type { EnvironmentInput } from "../../environments/input";
import { all, only, resolved, stacksOf } from "../support/language";

const ARN = "arn:aws:acm:eu-west-1:111122223333:certificate/";
const shop = { name: "shop.example.com", zone: "example.com" };
const stacks = (domain: NonNullable<EnvironmentInput["domain"]>, host?: readonly string[]) =>
  stacksOf(resolved({ domain }, { route: { path: "/*", ...(host && { host }) } }));
const aliases = (resources: Parameters<typeof all>[0]) =>
  all(resources, "aws_route53_record")
    .filter(({ alias }) => alias)
    .map(({ name, type, zone_id }) => [name, type, zone_id]);
const lookedUp = expect.stringContaining("data.aws_route53_zone.") as string;

test("several domains have one certificate, and each its records", () => {
  const { foundation, services } = stacks(
    [
      shop,
      { name: "www.example.com", zone: "example.com" },
      { name: "shop.example.org", zone: { id: "Z0ORG" } },
    ],
    ["shop.example.com", "shop.example.org"],
  );
  expect(only(foundation, "aws_acm_certificate")).toMatchObject({
    domain_name: "shop.example.com",
    subject_alternative_names: ["www.example.com", "shop.example.org"],
  });
  expect(foundation).not.toHaveProperty("aws_lb_listener_certificate");
  expect(aliases(foundation)).toEqual([
    ["shop.example.org", "A", "Z0ORG"],
    ["shop.example.org", "AAAA", "Z0ORG"],
    ["www.example.com", "A", lookedUp],
    ["www.example.com", "AAAA", lookedUp],
    ["shop.example.com", "A", lookedUp],
    ["shop.example.com", "AAAA", lookedUp],
  ]);
  expect(only(services, "aws_lb_listener_rule").condition).toContainEqual({
    host_header: { values: ["shop.example.com", "shop.example.org"] },
  });
});

test("the first domain's certificate is the listener's, others come beside it", () => {
  const own = (name: string, id: string) => ({ name, zone: { id: "Z1" }, certificate: `${ARN}${id}` });
  const { foundation } = stacks([
    own("a.example.org", "1"),
    shop,
    own("b.example.org", "2"),
    own("c.example.org", "1"),
  ]);
  const https = all(foundation, "aws_lb_listener").find(({ port }) => port === 443);
  expect(https?.certificate_arn).toBe(`${ARN}1`);
  expect(
    all(foundation, "aws_lb_listener_certificate").map(({ certificate_arn }) => certificate_arn),
  ).toEqual([`${ARN}2`, expect.stringContaining("aws_acm_certificate_validation.")]);
  expect(aliases(foundation)).toHaveLength(8);
});

test("a certificate that is there needs no proof", () => {
  const { foundation } = stacks({ ...shop, certificate: `${ARN}1` });
  expect(foundation).not.toHaveProperty("aws_acm_certificate");
  expect(foundation).not.toHaveProperty("aws_acm_certificate_validation");
  expect(
    all(foundation, "aws_lb_listener").map(({ port, certificate_arn }) => [port, certificate_arn]),
  ).toEqual(
    expect.arrayContaining([
      [443, `${ARN}1`],
      [80, undefined],
    ]),
  );
  expect(aliases(foundation)).toEqual([
    ["shop.example.com", "A", lookedUp],
    ["shop.example.com", "AAAA", lookedUp],
  ]);
});
