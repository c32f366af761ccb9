import { NAME_RULES, nameProblem } from "../../../environments/rules/name-rules";
import {
  alternateOf,
  balancingName,
  targetGroupName,
  targetGroupPatterns,
} from "../../../environments/rules/physical-name";

/** Whether IAM's pattern, in which `*` stands for any text, matches a name. */
const matches = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(name);
const isIn = (prefix: string, name: string): boolean =>
  targetGroupPatterns(prefix).some((pattern) => matches(pattern, name));

const LONG = "customer-portal-production";

describe("names of load balancing", () => {
  it.each([
    ["slipway-dev", undefined, "slipway-dev"],
    ["slipway-dev", "backend", "slipway-dev-backend"],
    ["slipway-dev", "backend-of-twenty-ch", "slipway-dev-backend-of-twenty-ch"],
    [LONG, undefined, LONG],
    [LONG, "web", "customer-portal-production-web"],
  ])("keeps %s and %s when they fit", (prefix, last, name) => expect(balancingName(prefix, last)).toBe(name));

  it.each([
    [LONG, "backend", /^customer--por-backend-[0-9a-z]{10}$/],
    [LONG, "notifications-worker", /^customer--p-notificat-[0-9a-z]{10}$/],
    ["a-environment-of-20-ch", "internal-apis-alt", /^a--environme-internal-[0-9a-z]{10}$/],
    ["p".repeat(20) + "-" + "e".repeat(20), undefined, /^p{20}--[0-9a-z]{10}$/],
  ])("shortens %s and %s to a readable name", (prefix, last, pattern) => {
    const name = balancingName(prefix, last);
    expect(name).toMatch(pattern);
    expect(name.length).toBeLessThanOrEqual(32);
    expect(balancingName(prefix, last)).toBe(name);
  });

  it("never gives one name to two services, shortened or not", () => {
    const services = ["backend", "backend-two", "backend-one", "notifications-worker", "notifications-webhk"];
    const names = services.flatMap((each) => [
      balancingName(LONG, each),
      balancingName(LONG, alternateOf(each)),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("names of target groups", () => {
  const kinds = [
    { targets: "ip" },
    { targets: "instance" },
    { targets: "ip", vpc: "vpc-0a" },
    { targets: "instance", vpc: "vpc-0a" },
    { targets: "ip", vpc: "vpc-0b" },
  ] as const;

  it("are those of the service for tasks in a VPC of the environment's own", () => {
    expect(targetGroupName("slipway-dev", "web", { targets: "ip" })).toBe("slipway-dev-web");
    expect(targetGroupName("slipway-dev", "web", { targets: "instance" })).toBe("slipway-dev-web--ec2");
  });

  it.each([
    ["slipway-dev", "web"],
    [LONG, "notifications-worker"],
    ["slipway-dev", alternateOf("web")],
  ])(
    "differ for %s-%s with all that a target group cannot change, fit, and are the environment's",
    (prefix, service) => {
      const names = kinds.map((kind) => targetGroupName(prefix, service, kind));
      expect(new Set(names).size).toBe(kinds.length);
      for (const name of names) {
        expect(nameProblem(NAME_RULES.aws_lb_target_group, name)).toBeUndefined();
        expect(isIn(prefix, name)).toBe(true);
        expect(isIn("other-dev", name)).toBe(false);
      }
    },
  );
});

describe("patterns of target groups", () => {
  it.each(["web", "backend", "notifications-worker", alternateOf("notifications-worker")])(
    "match those of the environment for %s, and of no other one",
    (last) => {
      const name = balancingName(LONG, last);
      expect(isIn(LONG, name)).toBe(true);
      expect(isIn("customer-portal-prod", name)).toBe(false);
      expect(isIn("customer-portal-product", name)).toBe(false);
      expect(isIn("customer-por", name)).toBe(false);
      expect(isIn("customer-p", name)).toBe(false);
    },
  );
});
