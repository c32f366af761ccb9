import type { JudgedResource } from "../../../policy";
import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-world-open-port");
const group = (id: string) => `\${aws_security_group.${id}.id}`;

const groups = ["balancer", "balancer2", "internal", "other"].map((id) =>
  resource(`aws_security_group.${id}`, {}),
);

/** A rule that opens the first balancer's group to the world, as far as it is not said otherwise. */
const stack = (rule: JudgedResource["values"]): JudgedResource[] => [
  ...groups,
  resource("aws_lb.lb", { internal: false, security_groups: [group("balancer"), "sg-0a1b"] }),
  resource("aws_lb.inside", { internal: true, security_groups: [group("internal")] }),
  resource("aws_ecs_service.s", {
    network_configuration: { assign_public_ip: true, security_groups: [group("other")] },
  }),
  resource("aws_vpc_security_group_ingress_rule.r", {
    security_group_id: group("balancer"),
    ip_protocol: "tcp",
    cidr_ipv4: "0.0.0.0/0",
    ...rule,
  }),
];
const port = (number: number) => ({ from_port: number, to_port: number });
const of = (id: string) => ({ security_group_id: group(id) });
const IPV6 = { cidr_ipv4: undefined, cidr_ipv6: "::/0" };

test.each<[string, JudgedResource["values"]]>([
  ["port 443 of a balancer", port(443)],
  ["port 80 of a balancer over IPv6", { ...port(80), ...IPV6 }],
  ["port 80 of a balancer, by its id", { ...port(80), security_group_id: "sg-0a1b" }],
  ["a protocol by its number", { ...port(443), ip_protocol: "6" }],
  ["a named range", { ...port(22), ...of("other"), cidr_ipv4: "10.0.0.0/8" }],
  [
    "a range behind a reference",
    { ...of("other"), cidr_ipv4: "${aws_vpc.v.cidr_block}", from_port: 1, to_port: 2 },
  ],
])("good: %s", (_, rule) => {
  expect(problems(stack(rule))).toEqual([]);
});

const advice = "; put the service behind the load balancer, or name the ranges that need it";

test.each<[string, JudgedResource["values"], string]>([
  ["another port of a balancer", port(22), "tcp 22 to 22 to 0.0.0.0/0"],
  ["more than one port of a balancer", { from_port: 80, to_port: 443 }, "tcp 80 to 443 to 0.0.0.0/0"],
  [
    "a group whose name only begins like the balancer's",
    { ...port(443), ...of("balancer2") },
    "tcp 443 to 443 to 0.0.0.0/0",
  ],
  ["a group that nothing declares", { ...port(443), ...of("other") }, "tcp 443 to 443 to 0.0.0.0/0"],
  [
    "port 443 of a balancer that is not for the internet",
    { ...port(443), ...of("internal") },
    "tcp 443 to 443 to 0.0.0.0/0",
  ],
  [
    "the port of a service with public addresses",
    { ...port(3000), ...of("other") },
    "tcp 3000 to 3000 to 0.0.0.0/0",
  ],
  ["everything of a balancer", { ip_protocol: "-1" }, "everything to 0.0.0.0/0"],
  [
    "half of the world",
    { ...port(22), ...of("other"), cidr_ipv4: "128.0.0.0/1" },
    "tcp 22 to 22 to 128.0.0.0/1",
  ],
  ["the world of IPv6", { ...port(22), ...of("other"), ...IPV6 }, "tcp 22 to 22 to ::/0"],
])("bad: %s", (_, rule, what) => {
  expect(problems(stack(rule))).toEqual([
    `aws_vpc_security_group_ingress_rule.r must not open ${what}${advice}`,
  ]);
});

test("bad: the two older ways to write a rule", () => {
  const rule = { protocol: "tcp", ...port(22) };
  const world = { ...rule, cidr_blocks: ["0.0.0.0/0"] };
  expect(
    problems([
      resource("aws_security_group.g", { ingress: [{ ...rule, ipv6_cidr_blocks: ["::/0"] }] }),
      resource("aws_security_group_rule.r", { type: "ingress", ...of("g"), ...world }),
      resource("aws_security_group_rule.out", { type: "egress", ...of("g"), ...world }),
    ]),
  ).toEqual([
    `aws_security_group_rule.r must not open tcp 22 to 22 to 0.0.0.0/0${advice}`,
    `aws_security_group.g.ingress must not open tcp 22 to 22 to ::/0${advice}`,
  ]);
});

test("the group of a balancer in another stack is another group", () => {
  const [, , , , balancer, , , rule] = stack(port(443));
  if (balancer === undefined || rule === undefined) throw new Error("the stack has changed");
  expect(problems([...groups, { ...balancer, stack: "another" }, rule])).toHaveLength(1);
});
