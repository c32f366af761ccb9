import type { DiagramNode, Zone } from "../model";
import type { Resource, Stacks } from "../synthesised";
import { counted, text, textsOf } from "../values";

/** The network as routes make it: a subnet is public when its table leads to an internet gateway. */
export class Network {
  private readonly publicSubnets: ReadonlySet<string>;

  constructor(private readonly stacks: Stacks) {
    const tables = stacks
      .of("aws_route")
      .filter(({ values }) => values.gateway_id !== undefined)
      .flatMap(({ values }) => stacks.references(values.route_table_id));
    this.publicSubnets = new Set(
      stacks
        .of("aws_route_table_association")
        .filter(({ values }) =>
          stacks.references(values.route_table_id).some((table) => tables.includes(table)),
        )
        .flatMap(({ values }) => stacks.references(values.subnet_id)),
    );
  }

  /** @param fallback where it is when the subnets are not made here */
  zoneOf(subnets: unknown, fallback: Zone): Zone {
    const made = this.stacks.references(subnets).filter((address) => address.startsWith("aws_subnet."));
    if (made.length === 0) return fallback;
    return made.some((address) => this.publicSubnets.has(address)) ? "public" : "private";
  }

  get title(): string {
    const [vpc] = this.stacks.of("aws_vpc");
    return vpc === undefined ? "VPC (not made here)" : `VPC ${text(vpc.values, "cidr_block")}`;
  }

  note(zone: Zone): string {
    const subnets = this.stacks
      .of("aws_subnet")
      .filter(({ address }) => this.publicSubnets.has(address) === (zone === "public"));
    if (subnets.length === 0) return "";
    const count = counted(subnets.length, "subnet");
    if (zone === "public") return count;
    return this.natRoutes().length > 0 ? `${count}, out through NAT` : `${count}, no way to the internet`;
  }

  private natRoutes(): Resource[] {
    return this.stacks.of("aws_route").filter(({ values }) => values.nat_gateway_id !== undefined);
  }

  nodes(): DiagramNode[] {
    const nat = this.stacks.of("aws_nat_gateway");
    const endpoints = this.stacks
      .of("aws_vpc_endpoint")
      .filter(({ values }) => values.vpc_endpoint_type === "Interface");
    return [
      ...(nat.length === 0
        ? []
        : [
            {
              id: "nat",
              kind: "nat" as const,
              zone: "public" as const,
              title: nat.length === 1 ? "NAT gateway" : `${nat.length} NAT gateways`,
              lines: ["way out of private subnets"],
              addresses: nat.map(({ address }) => address),
            },
          ]),
      ...(endpoints.length === 0
        ? []
        : [
            {
              id: "endpoints",
              kind: "endpoints" as const,
              zone: "private" as const,
              title: "VPC endpoints",
              lines: [`${counted(endpoints.length, "AWS API")} in the network`],
              addresses: endpoints.map(({ address }) => address),
            },
          ]),
    ];
  }
}

/** Networks that a rule lets in. */
export const cidrsOf = ({ values }: Resource): string[] => [
  ...textsOf(values.cidr_ipv4),
  ...textsOf(values.cidr_ipv6),
];

const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[789]\d|1[01]\d|12[0-7])\.|f[cd])/i;

export const isPrivateCidr = (cidr: string): boolean => PRIVATE.test(cidr);
