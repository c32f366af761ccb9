import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener, type LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import type { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { MAX_MORE_CERTIFICATES } from "../../environments/rules/domains";
import { balancerPorts, IDLE_TIMEOUT_SECONDS } from "../../environments/rules/load-balancer";
import { isWhole } from "../../environments/rules/text";
import { physicalName } from "../physical-name";
import { AccessLogs } from "./access-logs";
import { allowedCidrsProblems, furtherCertificates, NOT_FOUND, secureListener } from "./listener";

export interface LoadBalancerProps {
  /** Name: letters, digits and hyphens; of more than 32 characters it is shortened. */
  readonly name: string;
  /** Where it stands. */
  readonly network: {
    readonly vpcId: string;
    readonly publicSubnetIds: readonly string[];
    readonly privateSubnetIds: readonly string[];
    readonly vpcCidr: string;
  };
  /** Reachable from the internet (public subnets) or only inside the VPC (private subnets). */
  readonly public: boolean;
  /** AWS refuses to delete it. */
  readonly deletionProtection: boolean;
  /** Seconds a connection may be idle, 1 to 4000. */
  readonly idleTimeoutSeconds: number;
  /** IPv4 ranges that may connect. @default everyone when public, else the VPC's own range */
  readonly allowedCidrs?: readonly string[];
  /** ARN of an ACM certificate: HTTPS, and HTTP redirects to it. @default none: plain HTTP */
  readonly certificateArn?: string;
  /** ARNs of further certificates, at most 25, by names that stay; a client gets the one for the name it asks for. @default none */
  readonly moreCertificates?: Readonly<Record<string, string>>;
  /** Access logs into a bucket of their own, kept for so many days. @default no access logs */
  readonly accessLogs?: { readonly bucketName: string; readonly retentionDays: number };
  /** The bucket of the access logs may be deleted with the logs in it. @default false */
  readonly forceDestroyLogs?: boolean;
}

/**
 * An application load balancer that answers 404 until a service adds its rule. With a certificate it speaks
 * HTTPS alone and redirects HTTP. Its security group admits the allowed ranges on its own ports and lets nothing
 * out: each service adds the way to itself.
 */
export class LoadBalancer extends Construct {
  public readonly securityGroup: SecurityGroup;
  /** Absent without access logs. */
  public readonly accessLogs?: AccessLogs;
  public readonly loadBalancer: Lb;
  /** The listener that services add rules to: HTTPS when there is a certificate, else HTTP. */
  public readonly listener: LbListener;
  /** The listener's further certificates. */
  public readonly certificates: readonly LbListenerCertificate[];
  /** HTTP to HTTPS; absent without a certificate. */
  public readonly redirect?: LbListener;
  public readonly arn: string;
  public readonly dnsName: string;
  /** Hosted zone of the balancer's own name, for alias records. */
  public readonly zoneId: string;
  public readonly listenerArn: string;
  public readonly securityGroupId: string;
  /** Last part of the ARN, as CloudWatch metrics name the balancer. */
  public readonly fullName: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { network, certificateArn } = props;
    const name = physicalName("aws_lb", props.name);
    refuse(`load balancer "${name}"`, problems(props));

    this.securityGroup = new SecurityGroup(this, "security-group", {
      name: `${name}-lb`,
      description: "Who may connect to the load balancer, and the services it may reach",
      vpcId: network.vpcId,
      tags: { Name: `${name}-lb` },
    });
    for (const port of balancerPorts(certificateArn !== undefined)) this.admit(props, port);
    if (props.accessLogs !== undefined) {
      this.accessLogs = new AccessLogs(this, "access-logs", {
        ...props.accessLogs,
        forceDestroy: props.forceDestroyLogs ?? false,
      });
    }
    this.loadBalancer = new Lb(this, "load-balancer", {
      name,
      loadBalancerType: "application",
      internal: !props.public,
      subnets: [...(props.public ? network.publicSubnetIds : network.privateSubnetIds)],
      securityGroups: [this.securityGroup.id],
      enableDeletionProtection: props.deletionProtection,
      idleTimeout: props.idleTimeoutSeconds,
      // Header names that a service could read in another way than the balancer does.
      dropInvalidHeaderFields: true,
      ...(this.accessLogs !== undefined && {
        accessLogs: { bucket: this.accessLogs.bucketName, enabled: true },
        // AWS writes a test object when logging is switched on.
        dependsOn: this.accessLogs.ready,
      }),
    });
    if (certificateArn === undefined) {
      this.listener = this.listen("http", { port: 80, protocol: "HTTP" }, NOT_FOUND);
    } else {
      this.listener = this.listen("https", { port: 443, ...secureListener(certificateArn) }, NOT_FOUND);
      this.redirect = this.listen("http", { port: 80, protocol: "HTTP" }, TO_HTTPS);
    }

    this.certificates = furtherCertificates(this, this.listener, props.moreCertificates);

    this.arn = this.loadBalancer.arn;
    this.dnsName = this.loadBalancer.dnsName;
    this.zoneId = this.loadBalancer.zoneId;
    this.listenerArn = this.listener.arn;
    this.securityGroupId = this.securityGroup.id;
    this.fullName = this.loadBalancer.arnSuffix;
  }

  private admit(props: LoadBalancerProps, port: number): void {
    const named = props.allowedCidrs ?? (props.public ? ["0.0.0.0/0"] : undefined);
    const rule = (key: string, cidrIpv4: string): unknown =>
      new VpcSecurityGroupIngressRule(this, `ingress-${port}-${key}`, {
        securityGroupId: this.securityGroup.id,
        description: `${port === 443 ? "HTTPS" : "HTTP"} from ${named === undefined ? "the VPC" : cidrIpv4}`,
        cidrIpv4,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      });
    // The range is part of the id, so that another range in the list leaves this rule alone.
    if (named === undefined) rule("vpc", props.network.vpcCidr);
    else new Set(named).forEach((cidr) => rule(cidr.replaceAll(/[./]/g, "-"), cidr));
  }

  private listen(
    id: string,
    config: { port: number; protocol: string; certificateArn?: string; sslPolicy?: string },
    action: LbListenerDefaultAction,
  ): LbListener {
    return new LbListener(this, id, {
      loadBalancerArn: this.loadBalancer.arn,
      ...config,
      defaultAction: [action],
    });
  }
}

const TO_HTTPS: LbListenerDefaultAction = {
  type: "redirect",
  redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
};

function problems(props: LoadBalancerProps): string[] {
  const found: string[] = [];
  const idle = props.idleTimeoutSeconds;
  const { from, to } = IDLE_TIMEOUT_SECONDS;
  if (!isWhole(from, to)(idle)) {
    found.push(
      `idleTimeoutSeconds must be a whole number of seconds from ${from} to ${to}, got ${shown(idle)}`,
    );
  }
  const more = Object.keys(props.moreCertificates ?? {});
  if (more.length > MAX_MORE_CERTIFICATES) {
    found.push(`moreCertificates must be at most ${MAX_MORE_CERTIFICATES}, got ${more.length}`);
  }
  if (more.length > 0 && props.certificateArn === undefined) {
    found.push(`moreCertificates must not be set without certificateArn, got ${more.join(", ")}`);
  }
  if (props.allowedCidrs?.length === 0) {
    found.push("allowedCidrs must have at least one IPv4 range, got none; leave it out for the default");
  }
  found.push(...allowedCidrsProblems(props.allowedCidrs ?? []));
  return found;
}
