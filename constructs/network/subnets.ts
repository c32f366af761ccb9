import { ConfigurationError, shown } from "../../environments/errors";
import { isVpcRange, parseIpv4Range } from "../../environments/rules/cidr";

/** Ranges of one zone's subnets. */
export interface ZoneRanges {
  readonly public: string;
  readonly private: string;
}

/** A VPC is cut into eighths: a /24 gives /27, the smallest subnet that a load balancer may stand in. */
const EIGHTHS_BITS = 3;

/** First eighth of the public subnets; the private ones begin at 0, and one of each four stays free. */
const PUBLIC_OFFSET = 4;

/**
 * Cuts a VPC range into subnets. The range of a zone depends on its index alone, so that a third zone moves
 * neither of the first two.
 *
 * @param cidr IPv4 range with prefix length 16 to 24
 */
export function subnetRanges(cidr: string, zones: 2 | 3): ZoneRanges[] {
  const range = parseIpv4Range(cidr);
  if (range === undefined || !isVpcRange(cidr)) {
    throw new ConfigurationError("network", [
      `cidr must be an IPv4 range with prefix length 16 to 24 and no bits behind it, got ${shown(cidr)}`,
    ]);
  }
  const prefix = range.prefix + EIGHTHS_BITS;
  const eighth = (index: number): string => {
    const address = range.first + index * 2 ** (32 - prefix);
    return `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".")}/${prefix}`;
  };
  return Array.from({ length: zones }, (_, index) => ({
    public: eighth(PUBLIC_OFFSET + index),
    private: eighth(index),
  }));
}
