import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { gatewayEndpointName, interfaceEndpointName } from "../../environments/rules/endpoint-names";

/** What a Fargate task calls to start, to log, to read its secrets and to open an ECS Exec session. */
const INTERFACES = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages"];

export interface EndpointsProps {
  /** First part of every physical name. */
  readonly prefix: string;
  /** AWS region code. */
  readonly region: string;
  readonly vpcId: string;
  /** IPv4 range that may use the interface endpoints. */
  readonly vpcCidr: string;
  /** Route tables that get the S3 gateway endpoint: image layers come from S3. */
  readonly routeTableIds: string[];
  /** Whether there are interface endpoints beside the S3 gateway, which costs nothing. */
  readonly interfaces: boolean;
  /** Services that get an interface endpoint beside those that every task calls, for example `xray`. @default none */
  readonly moreInterfaces?: readonly string[];
  /** Services that get a gateway endpoint beside S3, for example `dynamodb`. @default none */
  readonly moreGateways?: readonly string[];
  /** Subnets of the interface endpoints, one per zone. */
  readonly subnetIds: string[];
}

/** Ways to AWS services that do not leave the VPC. */
export class Endpoints extends Construct {
  public readonly s3: VpcEndpoint;
  /** That of S3 among them. */
  public readonly gateways: readonly VpcEndpoint[];
  public readonly interfaces: readonly VpcEndpoint[];
  /** Absent without interface endpoints. */
  public readonly securityGroup?: SecurityGroup;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const { prefix, region, vpcId } = props;
    const gateway = (service: string): VpcEndpoint =>
      new VpcEndpoint(this, service, {
        vpcId,
        serviceName: gatewayEndpointName(region, service),
        vpcEndpointType: "Gateway",
        routeTableIds: props.routeTableIds,
        tags: { Name: `${prefix}-${service}` },
      });
    this.s3 = gateway("s3");
    this.gateways = [this.s3, ...(props.moreGateways ?? []).map(gateway)];
    if (!props.interfaces) {
      this.interfaces = [];
      return;
    }
    const group = new SecurityGroup(this, "security-group", {
      name: `${prefix}-endpoints`,
      description: "HTTPS from the VPC to the interface endpoints",
      vpcId,
      tags: { Name: `${prefix}-endpoints` },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      cidrIpv4: props.vpcCidr,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    this.securityGroup = group;
    this.interfaces = [...INTERFACES, ...(props.moreInterfaces ?? [])].map(
      (service) =>
        new VpcEndpoint(this, service.replace(".", "-"), {
          vpcId,
          serviceName: interfaceEndpointName(region, service),
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: props.subnetIds,
          securityGroupIds: [group.id],
          tags: { Name: `${prefix}-${service.replace(".", "-")}` },
        }),
    );
  }
}
