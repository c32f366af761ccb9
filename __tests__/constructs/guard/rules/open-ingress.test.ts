import type { Block, StackDocument } from "../../../../constructs/guard/document";
import { openIngress } from "../../../../constructs/guard/rules/open-ingress";

const group = (id: string) => `\${aws_security_group.${id}.id}`;

const stack = (rule: Block, publicService = true): StackDocument => ({
  resource: {
    aws_security_group: { balancer: {}, balancer2: {}, direct: {}, other: {} },
    aws_lb: { lb: { security_groups: [group("balancer")] } },
    aws_ecs_service: {
      s: { network_configuration: { assign_public_ip: publicService, security_groups: [group("direct")] } },
    },
    aws_vpc_security_group_ingress_rule: { r: { ip_protocol: "tcp", cidr_ipv4: "0.0.0.0/0", ...rule } },
  },
});

test.each([
  ["port 443 of a balancer", { security_group_id: group("balancer"), from_port: 443, to_port: 443 }],
  [
    "port 80 of a balancer over IPv6",
    {
      security_group_id: group("balancer"),
      cidr_ipv4: undefined,
      cidr_ipv6: "::/0",
      from_port: 80,
      to_port: 80,
    },
  ],
  ["the port of a public service", { security_group_id: group("direct"), from_port: 3000, to_port: 3000 }],
  [
    "a named range",
    { security_group_id: group("other"), cidr_ipv4: "10.0.0.0/8", from_port: 22, to_port: 22 },
  ],
  [
    "a range behind a reference",
    { security_group_id: group("other"), cidr_ipv4: "${aws_vpc.v.cidr_block}", from_port: 1, to_port: 2 },
  ],
])("passes: %s", (_, rule) => {
  expect(openIngress(stack(rule))).toEqual([]);
});

const advice = "; put the service behind the load balancer, or name the ranges that need it";

test.each([
  [
    "another port of a balancer",
    { security_group_id: group("balancer"), from_port: 22, to_port: 22 },
    "tcp 22 to 22 to 0.0.0.0/0",
  ],
  [
    "more than one port of a balancer",
    { security_group_id: group("balancer"), from_port: 80, to_port: 443 },
    "tcp 80 to 443 to 0.0.0.0/0",
  ],
  [
    "a group whose name only begins like the balancer's",
    { security_group_id: group("balancer2"), from_port: 443, to_port: 443 },
    "tcp 443 to 443 to 0.0.0.0/0",
  ],
  [
    "a group that nothing declares",
    { security_group_id: group("other"), from_port: 443, to_port: 443 },
    "tcp 443 to 443 to 0.0.0.0/0",
  ],
  [
    "everything of a public service",
    { security_group_id: group("direct"), ip_protocol: "-1" },
    "everything to 0.0.0.0/0",
  ],
  [
    "half of the world",
    { security_group_id: group("other"), cidr_ipv4: "128.0.0.0/1", from_port: 22, to_port: 22 },
    "tcp 22 to 22 to 128.0.0.0/1",
  ],
  [
    "the world of IPv6",
    {
      security_group_id: group("other"),
      cidr_ipv4: undefined,
      cidr_ipv6: "::/0",
      from_port: 22,
      to_port: 22,
    },
    "tcp 22 to 22 to ::/0",
  ],
])("refuses %s", (_, rule, what) => {
  expect(openIngress(stack(rule))).toEqual([
    `aws_vpc_security_group_ingress_rule.r must not open ${what}${advice}`,
  ]);
});

test("a service without public addresses declares nothing", () => {
  const rule = { security_group_id: group("direct"), from_port: 3000, to_port: 3000 };
  expect(openIngress(stack(rule, true))).toEqual([]);
  expect(openIngress(stack(rule, false))).toHaveLength(1);
});

test("the two older ways to write a rule are seen as well", () => {
  const rule = { protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] };
  const document: StackDocument = {
    resource: {
      aws_security_group: { g: { ingress: [rule] } },
      aws_security_group_rule: {
        r: { type: "ingress", security_group_id: group("g"), ...rule },
        out: { type: "egress", security_group_id: group("g"), ...rule },
      },
    },
  };
  expect(openIngress(document)).toEqual([
    `aws_security_group_rule.r must not open tcp 22 to 22 to 0.0.0.0/0${advice}`,
    `aws_security_group.g.ingress must not open tcp 22 to 22 to 0.0.0.0/0${advice}`,
  ]);
});
