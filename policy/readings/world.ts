/** Shorter IPv4 prefixes hold more than any one organisation's private range (10.0.0.0/8 is the largest). */
const WIDEST_IPV4_PREFIX = 8;
/** The same for IPv6, where providers hand out /32 and shorter to whole organisations. */
const WIDEST_IPV6_PREFIX = 16;

/** Whether a range is the whole internet, or cut so wide that it comes to the same. References are not judged. */
export function isWorld(range: string): boolean {
  const [address = "", prefix = ""] = range.split("/");
  if (!/^\d+$/.test(prefix)) return false;
  return Number(prefix) < (address.includes(":") ? WIDEST_IPV6_PREFIX : WIDEST_IPV4_PREFIX);
}
