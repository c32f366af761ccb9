import type { JudgedResource } from "../finding";
import type { Subject } from "../subject";
import { nested, texts, type Block } from "../values";

/** One opening of a security group, whichever of the three ways of Terraform it is written in. */
export interface Opening {
  /** The rule, or the group that holds it. */
  readonly resource: JudgedResource;
  /** Its address, with the argument where a group holds it. */
  readonly where: string;
  readonly direction: "in" | "out";
  /** What names the group: a reference or an id. */
  readonly group: unknown;
  readonly ranges: readonly string[];
  /** `tcp`, `udp`, or `-1` for everything. */
  readonly protocol: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What goes through, in words. */
export function traffic({ protocol, from, to }: Opening): string {
  return protocol === "-1" ? "everything" : `${protocol} ${String(from)} to ${String(to)}`;
}

/** Every rule of every security group. */
export function openingsIn(subject: Subject): Opening[] {
  return [...separate(subject, "in"), ...separate(subject, "out"), ...classic(subject), ...inline(subject)];
}

function separate(subject: Subject, direction: "in" | "out"): Opening[] {
  return subject
    .of(`aws_vpc_security_group_${direction === "in" ? "ingress" : "egress"}_rule`)
    .map((resource) => ({
      resource,
      where: resource.address,
      direction,
      group: resource.values.security_group_id,
      ranges: texts([resource.values.cidr_ipv4, resource.values.cidr_ipv6]),
      protocol: protocolOf(resource.values.ip_protocol),
      from: resource.values.from_port,
      to: resource.values.to_port,
    }));
}

function classic(subject: Subject): Opening[] {
  return subject.of("aws_security_group_rule").map((resource) => ({
    ...ports(resource.values),
    resource,
    where: resource.address,
    direction: resource.values.type === "egress" ? "out" : "in",
    group: resource.values.security_group_id,
  }));
}

function inline(subject: Subject): Opening[] {
  return subject.of("aws_security_group", "aws_default_security_group").flatMap((resource) => {
    const rules = (argument: string, direction: "in" | "out"): Opening[] =>
      nested(resource.values[argument]).map((rule) => ({
        ...ports(rule),
        resource,
        where: `${resource.address}.${argument}`,
        direction,
        group: `\${${resource.address}.id}`,
      }));
    return [...rules("ingress", "in"), ...rules("egress", "out")];
  });
}

function ports(block: Block): Pick<Opening, "ranges" | "protocol" | "from" | "to"> {
  return {
    ranges: texts([block.cidr_blocks, block.ipv6_cidr_blocks]),
    protocol: protocolOf(block.protocol),
    from: block.from_port,
    to: block.to_port,
  };
}

/** Numbers and names are the same to AWS: https://www.iana.org/assignments/protocol-numbers */
const PROTOCOLS: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", all: "-1" };

function protocolOf(value: unknown): string {
  const protocol = String(value).toLowerCase();
  return PROTOCOLS[protocol] ?? protocol;
}
