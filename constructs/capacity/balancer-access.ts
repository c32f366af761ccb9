import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

/**
 * Ports that an instance gives to containers in `bridge` mode.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const DYNAMIC_PORTS = { from: 32_768, to: 65_535 } as const;

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface BalancerAccessProps {
  /** Name of the group of instances, for the descriptions. */
  readonly groupName: string;
  readonly instancesSecurityGroupId: string;
  readonly loadBalancerSecurityGroupId: string;
  /** TCP ports that containers in `bridge` and `host` mode answer on; none twice. */
  readonly ports: readonly PortRange[];
}

/**
 * The way from a load balancer to containers that share the network of their instance. Their services have no security
 * group of their own, so the ways of all of them are made once for the group.
 */
export class BalancerAccess extends Construct {
  public readonly ingress: readonly VpcSecurityGroupIngressRule[];
  public readonly egress: readonly VpcSecurityGroupEgressRule[];

  constructor(scope: Construct, id: string, props: BalancerAccessProps) {
    super(scope, id);
    const tcp = ({ from, to }: PortRange) => ({ ipProtocol: "tcp", fromPort: from, toPort: to });
    this.ingress = props.ports.map(
      (range) =>
        new VpcSecurityGroupIngressRule(this, `from-load-balancer-${range.from}`, {
          ...tcp(range),
          securityGroupId: props.instancesSecurityGroupId,
          description: "Containers on the instances, from the load balancer",
          referencedSecurityGroupId: props.loadBalancerSecurityGroupId,
        }),
    );
    this.egress = props.ports.map(
      (range) =>
        new VpcSecurityGroupEgressRule(this, `load-balancer-out-${range.from}`, {
          ...tcp(range),
          securityGroupId: props.loadBalancerSecurityGroupId,
          description: `Containers on the instances ${props.groupName}`,
          referencedSecurityGroupId: props.instancesSecurityGroupId,
        }),
    );
  }
}
