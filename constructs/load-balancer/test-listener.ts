import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { balancerPorts } from "../../environments/rules/load-balancer";
import { allowedCidrsProblems, furtherCertificates, NOT_FOUND, secureListener } from "./listener";

export interface TestListenerProps {
  readonly loadBalancerArn: string;
  /** Firewall of the balancer. */
  readonly securityGroupId: string;
  /** 1 to 65535, none of the balancer's own (80, and 443 with a certificate). */
  readonly port: number;
  /** IPv4 ranges that may connect, at least one. */
  readonly allowedCidrs: readonly string[];
  /** ARN of the balancer's certificate: HTTPS here too. @default none: plain HTTP */
  readonly certificateArn?: string;
  /** ARNs of its further certificates, by names that stay. @default none */
  readonly moreCertificates?: Readonly<Record<string, string>>;
}

/** A second port of a balancer, for trying a revision that does not serve yet; open to named ranges alone. */
export class TestListener extends Construct {
  public readonly listener: LbListener;
  public readonly certificates: readonly LbListenerCertificate[];
  public readonly ingress: readonly VpcSecurityGroupIngressRule[];
  public readonly listenerArn: string;

  constructor(scope: Construct, id: string, props: TestListenerProps) {
    super(scope, id);
    const { allowedCidrs, certificateArn, port } = props;
    refuse(`test listener ${port}`, problems(props));

    this.ingress = [...new Set(allowedCidrs)].map(
      (cidrIpv4) =>
        new VpcSecurityGroupIngressRule(this, `ingress-${cidrIpv4.replaceAll(/[./]/g, "-")}`, {
          securityGroupId: props.securityGroupId,
          description: `Test traffic from ${cidrIpv4}`,
          cidrIpv4,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
        }),
    );
    this.listener = new LbListener(this, "listener", {
      loadBalancerArn: props.loadBalancerArn,
      port,
      ...(certificateArn === undefined ? { protocol: "HTTP" } : secureListener(certificateArn)),
      defaultAction: [NOT_FOUND],
    });
    this.certificates = furtherCertificates(this, this.listener, props.moreCertificates);
    this.listenerArn = this.listener.arn;
  }
}

function problems({ allowedCidrs, certificateArn, port }: TestListenerProps): string[] {
  const taken = balancerPorts(certificateArn !== undefined);
  return [
    ...(Number.isInteger(port) && port >= 1 && port <= 65_535
      ? []
      : [`port must be a whole number from 1 to 65535, got ${shown(port)}`]),
    ...(taken.includes(port)
      ? [`port must be another port than the balancer's own (${taken.join(", ")}), got ${port}`]
      : []),
    ...(allowedCidrs.length === 0 ? ["allowedCidrs must have at least one IPv4 range, got none"] : []),
    ...allowedCidrsProblems(allowedCidrs),
  ];
}
