import { subnetRanges } from "../../../constructs/network/subnets";
import { parseIpv4Range } from "../../../environments/rules/cidr";

test.each<[string, 2 | 3, [string, string][]]>([
  [
    "10.0.0.0/16",
    2,
    [
      ["10.0.128.0/19", "10.0.0.0/19"],
      ["10.0.160.0/19", "10.0.32.0/19"],
    ],
  ],
  [
    "10.20.0.0/16",
    3,
    [
      ["10.20.128.0/19", "10.20.0.0/19"],
      ["10.20.160.0/19", "10.20.32.0/19"],
      ["10.20.192.0/19", "10.20.64.0/19"],
    ],
  ],
  [
    "192.168.7.0/24",
    2,
    [
      ["192.168.7.128/27", "192.168.7.0/27"],
      ["192.168.7.160/27", "192.168.7.32/27"],
    ],
  ],
  [
    "223.255.254.0/23",
    2,
    [
      ["223.255.255.0/26", "223.255.254.0/26"],
      ["223.255.255.64/26", "223.255.254.64/26"],
    ],
  ],
])("%s in %i zones", (cidr, zones, ranges) => {
  expect(subnetRanges(cidr, zones)).toEqual(
    ranges.map(([open, closed]) => ({ public: open, private: closed })),
  );
});

test.each([16, 17, 18, 19, 20, 21, 22, 23, 24])(
  "a /%i gives subnets inside it that do not overlap",
  (prefix) => {
    const vpc = parseIpv4Range(`10.0.0.0/${prefix}`);
    const ranges = subnetRanges(`10.0.0.0/${prefix}`, 3)
      .flatMap((zone) => [zone.public, zone.private])
      .map((range) => parseIpv4Range(range))
      .map((range) => ({
        from: range?.first ?? NaN,
        to: (range?.first ?? NaN) + 2 ** (32 - (range?.prefix ?? NaN)),
      }))
      .sort((left, right) => left.from - right.from);
    expect(ranges).toHaveLength(6);
    ranges
      .slice(1)
      .forEach((range, index) => expect(range.from).toBeGreaterThanOrEqual(ranges[index]?.to ?? NaN));
    expect(ranges[0]?.from).toBe(vpc?.first);
    expect(ranges[5]?.to).toBeLessThanOrEqual((vpc?.first ?? NaN) + 2 ** (32 - prefix));
  },
);

test("a third zone moves neither of the first two", () => {
  expect(subnetRanges("10.0.0.0/16", 3).slice(0, 2)).toEqual(subnetRanges("10.0.0.0/16", 2));
});

test.each(["10.0.0.0/15", "10.0.0.0/25", "10.0.0.1/16", "10.0.0.0", "fd00::/56", ""])(
  "refuses %j",
  (cidr) => {
    expect(() => subnetRanges(cidr, 2)).toThrow(
      "network is not valid:\n" +
        `  - cidr must be an IPv4 range with prefix length 16 to 24 and no bits behind it, got "${cidr}"`,
    );
  },
);
