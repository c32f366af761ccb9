import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { httpsOut } from "../network/https-out";
import type { Reach } from "../task/part";

export interface ServiceSecurityProps {
  /** Name of the service. */
  readonly name: string;
  readonly vpcId: string;
  /** TCP port of the tasks. @default none: nothing connects to them */
  readonly port?: number;
  /** Group of the balancer that sends requests. @default none */
  readonly loadBalancerSecurityGroupId?: string;
  /** IPv4 ranges that may connect from outside. @default none */
  readonly allowedCidrs?: readonly string[];
  /** Where the tasks connect to, beyond HTTPS. @default nowhere */
  readonly reaches?: readonly Reach[];
}

/**
 * The service's firewall: in from the balancer, or from the named ranges, to one port; out to HTTPS. Whatever else the
 * service talks to (a database) is a pair of rules: out of this group, into the other one.
 */
export class ServiceSecurity extends Construct {
  public readonly group: SecurityGroup;
  public readonly ingress: readonly VpcSecurityGroupIngressRule[];
  public readonly egress: VpcSecurityGroupEgressRule;
  /** On the balancer's group, to this service's group and port only. */
  public readonly loadBalancerEgress?: VpcSecurityGroupEgressRule;
  /** What must be open before the first task is checked. */
  public readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceSecurityProps) {
    super(scope, id);
    const { port } = props;
    const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port };
    const loadBalancerSecurityGroupId = port === undefined ? undefined : props.loadBalancerSecurityGroupId;
    const allowedCidrs = port === undefined ? [] : [...new Set(props.allowedCidrs)];

    // A group in use can not be deleted, and AWS lets nobody rename one: a new group comes before the old one goes,
    // which needs a name that AWS completes.
    this.group = new SecurityGroup(this, "group", {
      namePrefix: `${props.name}-`,
      description: "Tasks of one ECS service",
      vpcId: props.vpcId,
      tags: { Name: props.name },
      lifecycle: { createBeforeDestroy: true },
    });
    this.egress = httpsOut(this, this.group.id);

    const ingress: VpcSecurityGroupIngressRule[] = allowedCidrs.map(
      (cidr) =>
        new VpcSecurityGroupIngressRule(this, `from-${cidr.replace(/[./]/g, "-")}-${port}`, {
          ...tcp,
          securityGroupId: this.group.id,
          description: `Port ${port} from a declared range`,
          cidrIpv4: cidr,
          lifecycle: { createBeforeDestroy: true },
        }),
    );
    if (loadBalancerSecurityGroupId !== undefined) {
      // The port stands in the id: a service that moves to another port gets a second rule and loses the first one only
      // after its new tasks have taken over. Changed in place, the rule would cut off the tasks that still serve.
      ingress.push(
        new VpcSecurityGroupIngressRule(this, `from-load-balancer-${port}`, {
          ...tcp,
          securityGroupId: this.group.id,
          description: `Port ${port} from the load balancer`,
          referencedSecurityGroupId: loadBalancerSecurityGroupId,
          lifecycle: { createBeforeDestroy: true },
        }),
      );
      this.loadBalancerEgress = new VpcSecurityGroupEgressRule(this, `load-balancer-out-${port}`, {
        ...tcp,
        securityGroupId: loadBalancerSecurityGroupId,
        description: `Port ${port} of ${props.name}`,
        referencedSecurityGroupId: this.group.id,
        lifecycle: { createBeforeDestroy: true },
      });
    }

    const reached = (props.reaches ?? []).flatMap(({ id: peer, securityGroupId, port: to, what }) => [
      new VpcSecurityGroupEgressRule(this, `to-${peer}-${to}`, {
        securityGroupId: this.group.id,
        description: what,
        referencedSecurityGroupId: securityGroupId,
        ipProtocol: "tcp",
        fromPort: to,
        toPort: to,
        lifecycle: { createBeforeDestroy: true },
      }),
      new VpcSecurityGroupIngressRule(this, `into-${peer}-${to}`, {
        securityGroupId,
        description: `From ${props.name}`,
        referencedSecurityGroupId: this.group.id,
        ipProtocol: "tcp",
        fromPort: to,
        toPort: to,
        lifecycle: { createBeforeDestroy: true },
      }),
    ]);

    this.ingress = ingress;
    this.rules = [
      ...reached,
      this.egress,
      ...ingress,
      ...(this.loadBalancerEgress === undefined ? [] : [this.loadBalancerEgress]),
    ];
  }
}
