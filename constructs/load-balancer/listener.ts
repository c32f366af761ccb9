import type { LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";

/** TLS 1.3, and 1.2 with forward secrecy; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** A listener with TLS. */
export const secureListener = (certificateArn: string) => ({
  protocol: "HTTPS",
  certificateArn,
  sslPolicy: TLS_POLICY,
});

/** What a listener answers that no rule matches. */
export const NOT_FOUND: LbListenerDefaultAction = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
};
