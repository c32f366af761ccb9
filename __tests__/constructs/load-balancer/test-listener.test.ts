import { TestListener, type TestListenerProps } from "../../../constructs/load-balancer/test-listener";
import { synth } from "../../support/synth";

const least: TestListenerProps = {
  loadBalancerArn: "arn:aws:elasticloadbalancing:lb",
  securityGroupId: "sg-balancer",
  port: 9000,
  allowedCidrs: ["203.0.113.0/24"],
};
const made = (props: Partial<TestListenerProps> = {}) =>
  synth((stack) => new TestListener(stack, "test", { ...least, ...props }));

test("with the least: HTTP that answers 404, open to the named range alone", () => {
  const result = made();
  expect(result.types).toEqual(["aws_lb_listener", "aws_vpc_security_group_ingress_rule"]);
  expect(result.only("aws_lb_listener")).toEqual({
    load_balancer_arn: least.loadBalancerArn,
    port: 9000,
    protocol: "HTTP",
    default_action: [
      {
        type: "fixed-response",
        fixed_response: { content_type: "text/plain", message_body: "Not found", status_code: "404" },
      },
    ],
  });
  expect(result.only("aws_vpc_security_group_ingress_rule")).toEqual({
    security_group_id: "sg-balancer",
    description: "Test traffic from 203.0.113.0/24",
    cidr_ipv4: "203.0.113.0/24",
    ip_protocol: "tcp",
    from_port: 9000,
    to_port: 9000,
  });
});

test("with everything set: the balancer's certificates, each range once", () => {
  const result = made({
    certificateArn: "arn:aws:acm:one",
    moreCertificates: { other: "arn:aws:acm:other" },
    allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32", "203.0.113.0/24"],
  });
  expect(result.only("aws_lb_listener")).toMatchObject({
    protocol: "HTTPS",
    certificate_arn: "arn:aws:acm:one",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  });
  expect(result.only("aws_lb_listener_certificate").certificate_arn).toBe("arn:aws:acm:other");
  expect(result.all("aws_vpc_security_group_ingress_rule").map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([
    "198.51.100.7/32",
    "203.0.113.0/24",
  ]);
});

test.each<[Partial<TestListenerProps>, string]>([
  [{ port: 0 }, "port must be a whole number from 1 to 65535, got 0"],
  [{ port: 65_536 }, "port must be a whole number from 1 to 65535, got 65536"],
  [{ port: 80 }, "port must be another port than the balancer's own (80), got 80"],
  [
    { port: 443, certificateArn: "arn:aws:acm:one" },
    "port must be another port than the balancer's own (80, 443), got 443",
  ],
  [{ allowedCidrs: [] }, "allowedCidrs must have at least one IPv4 range, got none"],
  [{ allowedCidrs: ["all"] }, 'allowedCidrs must be IPv4 ranges such as "10.0.0.0/8", got "all"'],
])("refuses %j", (props, problem) => {
  expect(() => made(props)).toThrow(`test listener ${props.port ?? 9000} is not valid:\n  - ${problem}`);
});

test.each([{ port: 1 }, { port: 65_535 }, { port: 443 }])("accepts %j", (props) => {
  expect(() => made(props)).not.toThrow();
});
