/** An IPv4 range: first address as an unsigned 32-bit number, and prefix length. */
export interface Ipv4Range {
  readonly first: number;
  readonly prefix: number;
}

/** Without leading zeros, which some programs read as octal: https://www.rfc-editor.org/rfc/rfc6943#section-3.1.1 */
const NUMBER = "(0|[1-9]\\d{0,2})";
const RANGE = new RegExp(`^${Array(4).fill(NUMBER).join("\\.")}/${NUMBER}$`);

/** Parses `a.b.c.d/n`; `undefined` when it is no IPv4 range or has bits set behind its prefix. */
export function parseIpv4Range(text: string): Ipv4Range | undefined {
  const found = RANGE.exec(text);
  if (!found) return undefined;
  const [a, b, c, d, prefix] = found.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  const first = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}

export const isIpv4Range = (value: unknown): value is string =>
  typeof value === "string" && parseIpv4Range(value) !== undefined;

/**
 * Addresses that no host can have: this network, loopback, link-local, multicast and reserved ones.
 * Source: https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const UNUSABLE = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];

/** A VPC range that leaves room for two subnets in each of three zones: /16 (the largest AWS allows) to /24. */
export const isVpcRange = (value: unknown): value is string => {
  const range = typeof value === "string" ? parseIpv4Range(value) : undefined;
  return (
    range !== undefined &&
    range.prefix >= 16 &&
    range.prefix <= 24 &&
    !UNUSABLE.some((each) => isInside(range, parseIpv4Range(each)))
  );
};
export const VPC_RANGE = `an IPv4 range with a prefix length from 16 to 24, not in ${UNUSABLE.join(", ")}`;

const isInside = ({ first, prefix }: Ipv4Range, outer: Ipv4Range | undefined): boolean =>
  outer !== undefined &&
  prefix >= outer.prefix &&
  first >= outer.first &&
  first < outer.first + 2 ** (32 - outer.prefix);
