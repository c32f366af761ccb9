import type { IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";
import { parseIpv4Range } from "../../../environments/rules/cidr";

const HTTPS = 443;

/** Other ends of a connection: a range of addresses, or a security group. */
export interface Peer {
  readonly cidr?: string | undefined;
  readonly group?: string | undefined;
}

/** Whether one of the groups lets HTTPS out to a peer. */
export const letsOut = (groups: readonly SecurityGroup[], peer: Peer): boolean =>
  groups.some(({ IpPermissionsEgress = [] }) => IpPermissionsEgress.some((rule) => covers(rule, peer)));

/** Whether one of the groups lets HTTPS in from a peer. */
export const letsIn = (groups: readonly SecurityGroup[], peer: Peer): boolean =>
  groups.some(({ IpPermissions = [] }) => IpPermissions.some((rule) => covers(rule, peer)));

/** Whether a rule for HTTPS names a list of addresses, whose content is not looked at. */
export const namesList = (groups: readonly SecurityGroup[]): boolean =>
  groups.some(({ IpPermissionsEgress = [] }) =>
    IpPermissionsEgress.some((rule) => isHttps(rule) && (rule.PrefixListIds ?? []).length > 0),
  );

function covers(rule: IpPermission, { cidr, group }: Peer): boolean {
  if (!isHttps(rule)) return false;
  const { IpRanges = [], UserIdGroupPairs = [] } = rule;
  return (
    (cidr !== undefined && IpRanges.some(({ CidrIp = "" }) => holds(CidrIp, cidr))) ||
    (group !== undefined && UserIdGroupPairs.some(({ GroupId }) => GroupId === group))
  );
}

const isHttps = ({ FromPort = 0, IpProtocol, ToPort = 65_535 }: IpPermission): boolean =>
  IpProtocol === "-1" || (["tcp", "6"].includes(IpProtocol ?? "") && FromPort <= HTTPS && HTTPS <= ToPort);

/** Whether all addresses of a range are in another one. */
export function holds(outer: string, inner: string): boolean {
  const [one, other] = [parseIpv4Range(outer), parseIpv4Range(inner)];
  if (one === undefined || other === undefined || one.prefix > other.prefix) return false;
  const size = 2 ** (32 - one.prefix);
  return Math.floor(one.first / size) === Math.floor(other.first / size);
}
