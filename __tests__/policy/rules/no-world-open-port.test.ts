import type { JudgedResource } from "../../../policy";
import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-world-open-port");
const group = (id: string) => `\${aws_security_group.${id}.id}`;

const groups = ["balancer", "balancer2", "internal", "other"].map((id) =>
  resource(`aws_security_group.${id}`, {}),
);

const stack = (rule: JudgedResource["values"]): JudgedResource[] => [
  ...groups,
  resource("aws_lb.lb", { internal: false, security_groups: [group("balancer"), "sg-0a1b"] }),
  resource("aws_lb.inside", { internal: true, security_groups: [group("internal")] }),
  resource("aws_ecs_service.s", {
    network_configuration: { assign_public_ip: true, security_groups: [group("other")] },
  }),
  resource("aws_vpc_security_group_ingress_rule.r", {
    ip_protocol: "tcp",
    cidr_ipv4: "0.0.0.0/0",
    ...rule,
  }),
];

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
  ["port 80 of a balancer, by its id", { security_group_id: "sg-0a1b", from_port: 80, to_port: 80 }],
  [
    "a named range",
    { security_group_id: group("other"), cidr_ipv4: "10.0.0.0/8", from_port: 22, to_port: 22 },
  ],
  [
    "a range behind a reference",
    { security_group_id: group("other"), cidr_ipv4: "${aws_vpc.v.cidr_block}", from_port: 1, to_port: 2 },
  ],
])("good: %s", (_, rule) => {
  expect(problems(stack(rule))).toEqual([]);
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
    "port 443 of a balancer that is not for the internet",
    { security_group_id: group("internal"), from_port: 443, to_port: 443 },
    "tcp 443 to 443 to 0.0.0.0/0",
  ],
  [
    "the port of a service with public addresses",
    { security_group_id: group("other"), from_port: 3000, to_port: 3000 },
    "tcp 3000 to 3000 to 0.0.0.0/0",
  ],
  [
    "everything of a balancer",
    { security_group_id: group("balancer"), ip_protocol: "-1" },
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
])("bad: %s", (_, rule, what) => {
  expect(problems(stack(rule))).toEqual([
    `aws_vpc_security_group_ingress_rule.r must not open ${what}${advice}`,
  ]);
});

test("bad: the two older ways to write a rule", () => {
  const rule = { protocol: "tcp", from_port: 22, to_port: 22 };
  const world = { ...rule, cidr_blocks: ["0.0.0.0/0"] };
  expect(
    problems([
      resource("aws_security_group.g", { ingress: [{ ...rule, ipv6_cidr_blocks: ["::/0"] }] }),
      resource("aws_security_group_rule.r", { type: "ingress", security_group_id: group("g"), ...world }),
      resource("aws_security_group_rule.out", { type: "egress", security_group_id: group("g"), ...world }),
    ]),
  ).toEqual([
    `aws_security_group_rule.r must not open tcp 22 to 22 to 0.0.0.0/0${advice}`,
    `aws_security_group.g.ingress must not open tcp 22 to 22 to ::/0${advice}`,
  ]);
});

test("a protocol by its number is the same protocol", () => {
  const rule = { security_group_id: group("balancer"), ip_protocol: "6", from_port: 443, to_port: 443 };
  expect(problems(stack(rule))).toEqual([]);
});

test("the group of a balancer in another stack is another group", () => {
  const [, , , , balancer, , , rule] = stack({
    security_group_id: group("balancer"),
    from_port: 443,
    to_port: 443,
  });
  if (balancer === undefined || rule === undefined) throw new Error("the stack has changed");
  expect(problems([...groups, { ...balancer, stack: "another" }, rule])).toHaveLength(1);
});
