import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface LoadBalancerAliasProps {
  /** Fully qualified name that leads to the balancer. */
  readonly name: string;
  /** Id of the hosted zone that holds the name. */
  readonly zoneId: string;
  /** The balancer's own name and the hosted zone of that name. */
  readonly loadBalancer: { readonly dnsName: string; readonly zoneId: string };
}

/** A name for a load balancer in Route 53, for IPv4 and IPv6. */
export class LoadBalancerAlias extends Construct {
  public readonly ipv4: Route53Record;
  public readonly ipv6: Route53Record;

  constructor(scope: Construct, id: string, props: LoadBalancerAliasProps) {
    super(scope, id);
    const record = (recordId: string, type: string): Route53Record =>
      new Route53Record(this, recordId, {
        zoneId: props.zoneId,
        name: props.name,
        type,
        alias: {
          name: props.loadBalancer.dnsName,
          zoneId: props.loadBalancer.zoneId,
          // There is one balancer: another answer for a sick one would be no answer.
          evaluateTargetHealth: false,
        },
      });
    this.ipv4 = record("ipv4", "A");
    this.ipv6 = record("ipv6", "AAAA");
  }
}
