import { alternateOf, balancingName, targetGroupPatterns } from "../../../environments/rules/physical-name";

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
