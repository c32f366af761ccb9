import { HOST_PATTERN } from "../../../environments/rules/listener-patterns";
import { problemsOf, resolved } from "../../support/language";

const route = { route: { path: "/*" } };
const problems = (domain: unknown, service: object = route) => problemsOf({ domain }, service);
const domainsOf = (domain: Parameters<typeof resolved>[0]["domain"]) =>
  resolved({ ...(domain && { domain }) }, route).loadBalancer?.domains;

const ZONE = "example.com";
const ARN = "arn:aws:acm:eu-west-1:111122223333:certificate/";
const shop = { name: "shop.example.com", zone: ZONE };

describe("what can be written", () => {
  test("nothing", () => {
    expect(resolved({}, route).loadBalancer).not.toHaveProperty("domains");
  });
  test("one", () => {
    expect(domainsOf(shop)).toEqual([{ name: "shop.example.com", zone: { name: ZONE } }]);
  });
  test("several, in their order, with zones by id and certificates that are there", () => {
    expect(
      domainsOf([shop, { name: "*.example.org", zone: { id: "Z0123ABC" }, certificate: `${ARN}1` }]),
    ).toEqual([
      { name: "shop.example.com", zone: { name: ZONE } },
      { name: "*.example.org", zone: { id: "Z0123ABC" }, certificate: `${ARN}1` },
    ]);
  });
});

describe("single values", () => {
  test.each<[unknown, string]>([
    [
      { ...shop, name: "shop" },
      'domain.name must be a domain name such as shop.example.com or *.example.com, got "shop"',
    ],
    [
      { ...shop, name: "a.*.example.com" },
      'domain.name must be a domain name such as shop.example.com or *.example.com, got "a.*.example.com"',
    ],
    [{ ...shop, zone: "*.com" }, 'domain.zone must be a domain name such as example.com, got "*.com"'],
    [
      { ...shop, zone: { id: "example.com" } },
      'domain.zone.id must be the id of a hosted zone such as Z0123456789ABC, got "example.com"',
    ],
    [
      { ...shop, certificate: "mine" },
      'domain.certificate must be the ARN of an ACM certificate, got "mine"',
    ],
    [
      { ...shop, certificate: "arn:aws:iam::111122223333:server-certificate/shop" },
      'domain.certificate must be the ARN of an ACM certificate, got "arn:aws:iam::111122223333:server-certificate/shop"; certificates of IAM are not supported, import it into ACM: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html',
    ],
    [[], "domain must name at least one domain, got []"],
    [
      [shop, { ...shop, name: "x" }],
      'domain[1].name must be a domain name such as shop.example.com or *.example.com, got "x"',
    ],
  ])("%j", (domain, message) => {
    expect(problems(domain)).toEqual([message]);
  });
});

describe("between them", () => {
  test("a name lies in its zone", () => {
    expect(problems([shop, { name: "shop.example.org", zone: ZONE }])).toEqual([
      'domain[1].name must be in the zone "example.com", got "shop.example.org"',
    ]);
    expect(
      problems([
        { name: "*.example.com", zone: ZONE },
        { name: ZONE, zone: ZONE },
      ]),
    ).toEqual([]);
    expect(problems({ name: "shop.example.org", zone: { id: "Z1" } })).toEqual([]);
  });
  test("a name stands once", () => {
    expect(problems([shop, shop])).toEqual([
      'domain[1].name must be another one than that of domain[0], got "shop.example.com"',
    ]);
  });
  test("the first name of a certificate is short", () => {
    const long = { name: `${"a".repeat(53)}.example.com`, zone: ZONE };
    expect(problems(long)).toEqual([
      `domain.name must have at most 64 characters as the first name of a certificate, got "${long.name}" (65); put a shorter one before it`,
    ]);
    expect(problems([shop, long])).toEqual([]);
    expect(problems({ ...long, certificate: `${ARN}1` })).toEqual([]);
  });
  test("ACM takes 10 names", () => {
    const many = (count: number, own: object = {}) =>
      Array.from({ length: count }, (_, index) => ({ name: `n${index}.example.com`, zone: ZONE, ...own }));
    expect(problems(many(10))).toEqual([]);
    expect(problems(many(11))).toEqual([
      "domain[0].certificate must be given for all but 10 domains, got 11 without one; ACM takes 10 names in a certificate",
    ]);
    expect(problems(many(11, { certificate: `${ARN}1` }))).toEqual([]);
  });
  test("a listener has 26 certificates", () => {
    const own = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `n${index}.example.com`,
        zone: ZONE,
        certificate: `${ARN}${index}`,
      }));
    expect(problems(own(26))).toEqual([]);
    expect(problems([shop, ...own(26)])).toEqual([
      "domain[26].certificate must be one of at most 26 different certificates on the load balancer, got 27",
    ]);
  });
  test("the balancer's own certificate has no place beside them", () => {
    expect(problemsOf({ domain: shop, loadBalancer: { certificate: `${ARN}1` } }, route)).toEqual([
      `loadBalancer.certificate must not be set beside domain, got "${ARN}1"; domain makes its own certificate, or names it in domain.certificate`,
    ]);
  });
  test("without a route there is no balancer", () => {
    expect(problems([shop], {})).toEqual([
      "domain must not be set without a service that has a route, got domain; give a service a route",
    ]);
  });
});

describe("hosts of a route", () => {
  const host = (value: unknown) => problemsOf({}, { route: { path: "/*", host: value } });
  test("one or up to four", () => {
    expect(host("shop.example.com")).toEqual([]);
    expect(host(["a.example.com", "b.example.com", "c.example.com", "*.example.org"])).toEqual([]);
  });
  test("not none, not five, nothing else", () => {
    expect(host([])).toEqual(["services.web.route.host must name at least one host, got []"]);
    expect(host(["a", "b", "c", "d", "e"])).toEqual([
      'services.web.route.host must name at most 4 hosts, got ["a","b","c","d","e"]',
    ]);
    expect(host(["a b"])).toEqual([`services.web.route.host[0] ${HOST_PATTERN.must}, got "a b"`]);
  });
  test("two services have no host and path in common", () => {
    const image = { uri: "registry.example.com/web:1" };
    const services = {
      one: { image, port: 1, route: { path: "/*", host: ["a.example.com", "b.example.com"] } },
      two: { image, port: 1, route: { path: "/*", host: ["c.example.com", "B.example.com"] } },
    };
    expect(problemsOf({ services })).toEqual([
      'services.two.route.path must be unique on the load balancer, got "/*" for host "B.example.com", which services.one has too',
    ]);
  });
});
