import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { Construct } from "constructs";

/**
 * AWS has no fixed addresses for its APIs and registries, so HTTPS must be able to leave to anywhere. Names are resolved
 * by the VPC's own resolver, which security groups do not filter.
 */
const HTTPS = 443;

/** Lets a security group out to HTTPS; with nothing else beside it, to nothing else. */
export const httpsOut = (scope: Construct, securityGroupId: string): VpcSecurityGroupEgressRule =>
  new VpcSecurityGroupEgressRule(scope, "https", {
    securityGroupId,
    description: "HTTPS to AWS APIs, registries and other services",
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: HTTPS,
    toPort: HTTPS,
    lifecycle: { createBeforeDestroy: true },
  });
