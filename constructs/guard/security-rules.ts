import { nested, resources, texts, type Block, type StackDocument } from "./document";

/** One opening of a security group, whichever of the three ways of Terraform it is written in. */
export interface Opening {
  /** Address of the rule, or of the group that holds it. */
  readonly where: string;
  readonly direction: "in" | "out";
  /** What names the group: a reference or an id. */
  readonly group: string;
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

/** Every rule of every security group in a stack. */
export function openings(document: StackDocument): Opening[] {
  return [
    ...separate(document, "in"),
    ...separate(document, "out"),
    ...classic(document),
    ...inline(document),
  ];
}

function separate(document: StackDocument, direction: "in" | "out"): Opening[] {
  const type = `aws_vpc_security_group_${direction === "in" ? "ingress" : "egress"}_rule`;
  return resources(document, type).map(({ address, block }) => ({
    where: address,
    direction,
    group: String(block.security_group_id),
    ranges: texts([block.cidr_ipv4, block.cidr_ipv6]),
    protocol: String(block.ip_protocol),
    from: block.from_port,
    to: block.to_port,
  }));
}

function classic(document: StackDocument): Opening[] {
  return resources(document, "aws_security_group_rule").map(({ address, block }) => ({
    ...ports(block),
    where: address,
    direction: block.type === "egress" ? "out" : "in",
    group: String(block.security_group_id),
  }));
}

function inline(document: StackDocument): Opening[] {
  const groups = [
    ...resources(document, "aws_security_group"),
    ...resources(document, "aws_default_security_group"),
  ];
  return groups.flatMap(({ address, block }) => {
    const rules = (argument: string, direction: "in" | "out"): Opening[] =>
      nested(block[argument]).map((rule) => ({
        ...ports(rule),
        where: `${address}.${argument}`,
        direction,
        group: `\${${address}.id}`,
      }));
    return [...rules("ingress", "in"), ...rules("egress", "out")];
  });
}

function ports(block: Block): Pick<Opening, "ranges" | "protocol" | "from" | "to"> {
  return {
    ranges: texts([block.cidr_blocks, block.ipv6_cidr_blocks]),
    protocol: String(block.protocol),
    from: block.from_port,
    to: block.to_port,
  };
}
