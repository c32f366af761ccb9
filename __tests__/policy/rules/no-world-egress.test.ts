import type { JudgedResource } from "../../../policy";
import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-world-egress");
const found = (rule: JudgedResource["values"]): string[] =>
  problems([resource("aws_vpc_security_group_egress_rule.r", { cidr_ipv4: "0.0.0.0/0", ...rule })]);

test("good: HTTPS may leave for anywhere, and anything for a named place", () => {
  expect(found({ ip_protocol: "tcp", from_port: 443, to_port: 443 })).toEqual([]);
  expect(found({ ip_protocol: "-1", cidr_ipv4: "10.0.0.0/16" })).toEqual([]);
  expect(
    found({
      ip_protocol: "tcp",
      from_port: 5432,
      to_port: 5432,
      cidr_ipv4: undefined,
      referenced_security_group_id: "sg-1",
    }),
  ).toEqual([]);
});

test.each([
  [{ ip_protocol: "-1" }, "everything"],
  [{ ip_protocol: "tcp", from_port: 80, to_port: 443 }, "tcp 80 to 443"],
  [{ ip_protocol: "udp", from_port: 443, to_port: 443 }, "udp 443 to 443"],
])("bad: %j", (rule, what) => {
  expect(found(rule)).toEqual([
    "aws_vpc_security_group_egress_rule.r must let only tcp 443 out to 0.0.0.0/0, got " +
      `${what}; name the group or range that it is for`,
  ]);
});

test("bad: egress inside a group, over IPv6 as well", () => {
  const egress = [{ protocol: "all", from_port: 0, to_port: 0, ipv6_cidr_blocks: ["::/0"] }];
  expect(problems([resource("aws_security_group.g", { egress })])).toEqual([
    "aws_security_group.g.egress must let only tcp 443 out to ::/0, got everything; " +
      "name the group or range that it is for",
  ]);
});
