import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { subnetRanges } from "./subnets";

/** What the rest of the platform needs to know of a network, new or existing. */
export interface NetworkAttributes {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  /** IPv4 range of the VPC. */
  readonly vpcCidr: string;
}

export interface NetworkProps {
  /** First part of every physical name. */
  readonly prefix: string;
  /** AWS region code. */
  readonly region: string;
  /** IPv4 range of the VPC, prefix length 16 to 24. */
  readonly cidr: string;
  /** Availability zones used; each gets a public and a private subnet. */
  readonly zones: 2 | 3;
  /** NAT gateways: none, one for all zones, or one per zone. */
  readonly nat: "none" | "one" | "per-zone";
  /** Interface endpoints for ECR, Logs, Secrets Manager and SSM; each costs by the hour and zone. */
  readonly endpoints: boolean;
  /** Services that get one too, for example `xray`; only with `endpoints`. @default none */
  readonly moreEndpoints?: readonly string[];
  /** Services that get a gateway endpoint beside S3, for example `dynamodb`. @default none */
  readonly moreGateways?: readonly string[];
  /** VPC flow logs to CloudWatch Logs, kept for this many days. @default no flow logs */
  readonly flowLogRetentionDays?: number;
  /** ARN of a KMS key that encrypts the flow logs. @default the key that CloudWatch Logs owns */
  readonly flowLogKeyArn?: string;
}

interface Zone {
  readonly index: number;
  readonly public: Subnet;
  readonly private: Subnet;
  readonly privateRouteTable: RouteTable;
}

const ANYWHERE = "0.0.0.0/0";

/**
 * A VPC with a public and a private subnet in each zone. Nothing in it has a public address unless it asks for
 * one, and its default security group admits nothing.
 */
export class Network extends Construct implements NetworkAttributes {
  public readonly vpc: Vpc;
  public readonly publicSubnets: readonly Subnet[];
  public readonly privateSubnets: readonly Subnet[];
  public readonly publicRouteTable: RouteTable;
  public readonly privateRouteTables: readonly RouteTable[];
  public readonly natGateways: readonly NatGateway[];
  public readonly endpoints: Endpoints;
  /** Absent without flow logs. */
  public readonly flowLogs?: FlowLogs;
  public readonly vpcId: string;
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly vpcCidr: string;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { prefix } = props;

    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      // Interface endpoints answer under the services' own names only with both.
      enableDnsHostnames: true,
      tags: { Name: prefix },
    });
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: this.vpc.id,
      // Explicitly empty: leaving the rules out would keep those that AWS puts there.
      ingress: [],
      egress: [],
      tags: { Name: `${prefix}-default-closed` },
    });
    const internet = new InternetGateway(this, "internet-gateway", {
      vpcId: this.vpc.id,
      tags: { Name: prefix },
    });
    this.publicRouteTable = new RouteTable(this, "public-route-table", {
      vpcId: this.vpc.id,
      tags: { Name: `${prefix}-public` },
    });
    new Route(this, "public-internet", {
      routeTableId: this.publicRouteTable.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: internet.id,
    });
    const zones = this.zones(props);
    this.natGateways = zones.slice(0, natCount(props)).map((zone) => this.nat(prefix, zone, internet));
    zones.forEach(({ index, privateRouteTable }) => {
      const gateway = this.natGateways[index] ?? this.natGateways[0];
      if (gateway === undefined) return;
      new Route(this, `private-internet-${index}`, {
        routeTableId: privateRouteTable.id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: gateway.id,
      });
    });
    this.publicSubnets = zones.map((zone) => zone.public);
    this.privateSubnets = zones.map((zone) => zone.private);
    this.privateRouteTables = zones.map((zone) => zone.privateRouteTable);
    this.endpoints = new Endpoints(this, "endpoints", {
      prefix,
      region: props.region,
      vpcId: this.vpc.id,
      vpcCidr: props.cidr,
      routeTableIds: [this.publicRouteTable, ...this.privateRouteTables].map((table) => table.id),
      interfaces: props.endpoints,
      ...(props.moreEndpoints && { moreInterfaces: props.moreEndpoints }),
      ...(props.moreGateways && { moreGateways: props.moreGateways }),
      subnetIds: this.privateSubnets.map((subnet) => subnet.id),
    });
    if (props.flowLogRetentionDays !== undefined) {
      this.flowLogs = new FlowLogs(this, "flow-logs", {
        prefix,
        vpcId: this.vpc.id,
        retentionDays: props.flowLogRetentionDays,
        ...(props.flowLogKeyArn !== undefined && { kmsKeyArn: props.flowLogKeyArn }),
      });
    }

    this.vpcId = this.vpc.id;
    this.publicSubnetIds = this.publicSubnets.map((subnet) => subnet.id);
    this.privateSubnetIds = this.privateSubnets.map((subnet) => subnet.id);
    this.vpcCidr = props.cidr;
  }

  private zones({ prefix, cidr, zones }: NetworkProps): Zone[] {
    const available = new DataAwsAvailabilityZones(this, "zones", {
      state: "available",
      // Local and Wavelength zones have to be opted into, and Fargate is not in them.
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    return subnetRanges(cidr, zones).map((ranges, index) => {
      // An index and not `element()`, which would begin anew in a region with fewer zones.
      const name = `\${${available.fqn}.names[${index}]}`;
      const subnet = (kind: "public" | "private", range: string): Subnet =>
        new Subnet(this, `${kind}-subnet-${index}`, {
          vpcId: this.vpc.id,
          cidrBlock: range,
          availabilityZone: name,
          mapPublicIpOnLaunch: false,
          tags: { Name: `${prefix}-${kind}-${index}` },
          // A zone that AWS adds later can move the list; no subnet may be replaced for that.
          lifecycle: { ignoreChanges: ["availability_zone"] },
        });
      const zone = {
        index,
        public: subnet("public", ranges.public),
        private: subnet("private", ranges.private),
        // One per zone even with a single NAT gateway, so that another choice of `nat` changes routes only.
        privateRouteTable: new RouteTable(this, `private-route-table-${index}`, {
          vpcId: this.vpc.id,
          tags: { Name: `${prefix}-private-${index}` },
        }),
      };
      new RouteTableAssociation(this, `public-association-${index}`, {
        subnetId: zone.public.id,
        routeTableId: this.publicRouteTable.id,
      });
      new RouteTableAssociation(this, `private-association-${index}`, {
        subnetId: zone.private.id,
        routeTableId: zone.privateRouteTable.id,
      });
      return zone;
    });
  }

  private nat(prefix: string, zone: Zone, internet: InternetGateway): NatGateway {
    const tags = { Name: `${prefix}-nat-${zone.index}` };
    const address = new Eip(this, `nat-address-${zone.index}`, {
      domain: "vpc",
      tags,
      dependsOn: [internet],
    });
    return new NatGateway(this, `nat-${zone.index}`, {
      allocationId: address.id,
      subnetId: zone.public.id,
      tags,
      dependsOn: [internet],
    });
  }
}

const natCount = ({ nat, zones }: NetworkProps): number => ({ none: 0, one: 1, "per-zone": zones })[nat];
