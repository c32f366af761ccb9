import { doorLines, doorsOf } from "../../plan/doors";
import type { ResourceChange } from "../../plan/plan-json";
import { changed, resources, texts } from "./planned";

const IN = "aws_vpc_security_group_ingress_rule";
const OUT = "aws_vpc_security_group_egress_rule";
const tcp = (port: number, peer: object, to = port) => ({
  security_group_id: "sg-1",
  ip_protocol: "tcp",
  from_port: port,
  to_port: to,
  ...peer,
});
const group = changed(
  "aws_security_group.lb",
  { id: "sg-1", name: "shop-lb" },
  { id: "sg-1", name: "shop-lb" },
);
const lines = (...changes: readonly ResourceChange[]) =>
  texts(doorLines(doorsOf(resources(group, ...changes))));

test("what opens to the world comes first and is loud; groups have their names", () => {
  expect(
    lines(
      changed(`${IN}.a`, null, tcp(443, { cidr_ipv4: "10.0.0.0/8" })),
      changed(`${IN}.b`, null, tcp(22, { cidr_ipv4: "0.0.0.0/0" })),
      changed(`${IN}.c`, null, tcp(8000, { cidr_ipv6: "::/0" }, 8100)),
      changed(`${IN}.h`, null, tcp(22, { cidr_ipv4: "128.0.0.0/1" })),
      changed(`${IN}.d`, tcp(80, { referenced_security_group_id: "sg-1" }), null),
      changed(`${OUT}.e`, null, { security_group_id: "sg-1", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }),
    ),
  ).toEqual([
    "! OPENED: [tcp] [22] into [shop-lb] from [0.0.0.0/0] (the whole internet)",
    "! OPENED: [tcp] [22] into [shop-lb] from [128.0.0.0/1] (as good as the whole internet)",
    "! OPENED: [tcp] [8000-8100] into [shop-lb] from [::/0] (the whole internet)",
    "opened: [tcp] [443] into [shop-lb] from [10.0.0.0/8]",
    "opened: everything out of [shop-lb] to [0.0.0.0/0] (the whole internet)",
    "closed: [tcp] [80] into [shop-lb] from [shop-lb]",
  ]);
});

test("a rule that only moves to another resource, or gets another description, opens nothing", () => {
  expect(
    lines(
      changed(`${IN}.old`, tcp(80, { cidr_ipv4: "10.0.0.0/8" }), null),
      changed(`${IN}.new`, null, tcp(80, { cidr_ipv4: "10.0.0.0/8" })),
      changed(
        `${IN}.x`,
        tcp(81, { cidr_ipv4: "10.0.0.0/8" }),
        tcp(81, { cidr_ipv4: "10.0.0.0/8", description: "b" }),
      ),
    ),
  ).toEqual([]);
});

test("a range that grows is one way more and one less", () => {
  expect(
    lines(changed(`${IN}.a`, tcp(80, { cidr_ipv4: "10.0.0.0/8" }), tcp(80, { cidr_ipv4: "0.0.0.0/0" }))),
  ).toEqual([
    "! OPENED: [tcp] [80] into [shop-lb] from [0.0.0.0/0] (the whole internet)",
    "closed: [tcp] [80] into [shop-lb] from [10.0.0.0/8]",
  ]);
});

test("a group that stays hides no rule that goes, although it lists it before and after", () => {
  const listed = { protocol: "tcp", from_port: 80, to_port: 80, cidr_blocks: ["10.0.0.0/8"] };
  const own = { id: "sg-2", name: "x", name_prefix: "x-", ingress: [listed] };
  expect(
    lines(
      changed("aws_security_group.x", own, own),
      changed(`${IN}.a`, { ...tcp(80, { cidr_ipv4: "10.0.0.0/8" }), security_group_id: "sg-2" }, null),
      changed(`${IN}.b`, null, { ...tcp(81, {}), security_group_id: "sg-2" }),
    ),
  ).toEqual([
    "opened: [tcp] [81] into [x-...] from [a peer that is not known yet]",
    "closed: [tcp] [80] into [x-...] from [10.0.0.0/8]",
  ]);
});

test("rules inside of a group, and in the older resource, are seen as well", () => {
  const rule = {
    protocol: "tcp",
    from_port: 22,
    to_port: 22,
    cidr_blocks: ["0.0.0.0/0", "10.0.0.0/8"],
    self: true,
  };
  expect(
    lines(
      changed(
        "aws_security_group.x",
        { id: "sg-2", name: "x", ingress: [] },
        { id: "sg-2", name: "x", ingress: [rule] },
      ),
      changed("aws_security_group_rule.y", null, {
        ...rule,
        security_group_id: "sg-1",
        type: "egress",
        self: false,
      }),
    ),
  ).toEqual([
    "! OPENED: [tcp] [22] into [x] from [0.0.0.0/0] (the whole internet)",
    "opened: [tcp] [22] out of [shop-lb] to [0.0.0.0/0] (the whole internet)",
    "opened: [tcp] [22] out of [shop-lb] to [10.0.0.0/8]",
    "opened: [tcp] [22] into [x] from [10.0.0.0/8]",
    "opened: [tcp] [22] into [x] from [x]",
  ]);
});
