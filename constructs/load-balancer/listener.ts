import type { LbListener, LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import type { Construct } from "constructs";
import { shown } from "../../environments/errors";
import { isIpv4Range } from "../../environments/rules/cidr";

/** TLS 1.3, and 1.2 with forward secrecy; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** A listener with TLS. */
export const secureListener = (certificateArn: string) => ({
  protocol: "HTTPS",
  certificateArn,
  sslPolicy: TLS_POLICY,
});

/** ARNs of certificates beside the listener's own, by names that stay. */
export const furtherCertificates = (
  scope: Construct,
  { arn: listenerArn }: LbListener,
  more: Readonly<Record<string, string>> = {},
): LbListenerCertificate[] =>
  Object.entries(more).map(
    ([key, certificateArn]) =>
      new LbListenerCertificate(scope, `certificate-${key}`, { listenerArn, certificateArn }),
  );

/** Who may connect must be said in IPv4 ranges. */
export const allowedCidrsProblems = (allowedCidrs: readonly string[]): string[] =>
  allowedCidrs
    .filter((cidr) => !isIpv4Range(cidr))
    .map((cidr) => `allowedCidrs must be IPv4 ranges such as "10.0.0.0/8", got ${shown(cidr)}`);

/** What a listener answers that no rule matches. */
export const NOT_FOUND: LbListenerDefaultAction = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
};
