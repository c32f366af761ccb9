import { QUOTAS } from "../../../policy/limits/quotas";
import { limitNotes, oneStack } from "./stack";

const named = (count: number, of: (index: number) => object): Record<string, object> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, of(index)]));
const note = (address: string, name: string, count: number): string => {
  const quota = QUOTAS.find((each) => each.name === name);
  return `dev-services: ${address} has ${count} where the default quota of an account is ${quota?.max} ("${name}", ${quota?.code}); ask AWS to raise it before the deployment`;
};

test.each(QUOTAS)("$name has a code and a page", ({ code, source }) => {
  expect(code).toMatch(/^L-[0-9A-F]{8}$/);
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

test.each([
  ["in", "ingress", "Inbound"],
  ["out", "egress", "Outbound"],
])("notes more than 60 rules of a security group (%s), whichever way they are written", (_, word, name) => {
  const group = "${aws_security_group.main.id}";
  const notes = (count: number) =>
    limitNotes(
      oneStack({
        aws_security_group: { main: { [word]: [{ cidr_blocks: ["10.0.0.0/8", "11.0.0.0/8"] }] }, other: {} },
        [`aws_vpc_security_group_${word}_rule`]: {
          ...named(count, () => ({ security_group_id: group, referenced_security_group_id: "sg-1" })),
          other: { security_group_id: "${aws_security_group.other.id}", cidr_ipv4: "10.0.0.0/8" },
        },
        aws_security_group_rule: {
          classic: { type: word, security_group_id: group, cidr_blocks: ["10.0.0.0/8"] },
        },
      }),
    );
  expect(notes(57)).toEqual([]);
  expect(notes(58)).toEqual([note("aws_security_group.main", `${name} rules per security group`, 61)]);
});

test("notes more than 5 security groups of a service's tasks", () => {
  const notes = (count: number) =>
    limitNotes(
      oneStack({
        aws_ecs_service: {
          web: {
            network_configuration: {
              security_groups: Array.from({ length: count }, (_, index) => `sg-${index}`),
            },
          },
        },
      }),
    );
  expect(notes(5)).toEqual([]);
  expect(notes(6)).toEqual([note("aws_ecs_service.web", "Security groups per network interface", 6)]);
});

test("notes more than 50 interface endpoints of a network", () => {
  const notes = (count: number) =>
    limitNotes(
      oneStack({
        aws_vpc: { main: {} },
        aws_vpc_endpoint: {
          ...named(count, () => ({ vpc_id: "${aws_vpc.main.id}", vpc_endpoint_type: "Interface" })),
          s3: { vpc_id: "${aws_vpc.main.id}", vpc_endpoint_type: "Gateway" },
        },
      }),
    );
  expect(notes(50)).toEqual([]);
  expect(notes(51)).toEqual([note("aws_vpc.main", "Interface VPC endpoints per VPC", 51)]);
});

test("notes a trust policy of more than 2048 characters", () => {
  const notes = (length: number) =>
    limitNotes(oneStack({ aws_iam_role: { web: { assume_role_policy: "a".repeat(length) } } }));
  expect(notes(2048)).toEqual([]);
  expect(notes(2049)).toEqual([note("aws_iam_role.web", "Role trust policy length", 2049)]);
});

test("notes more than 10 managed policies of a role", () => {
  const notes = (count: number) =>
    limitNotes(
      oneStack({
        aws_iam_role: { web: {} },
        aws_iam_role_policy_attachment: named(count, () => ({ role: "${aws_iam_role.web.name}" })),
      }),
    );
  expect(notes(10)).toEqual([]);
  expect(notes(11)).toEqual([note("aws_iam_role.web", "Managed policies attached to an IAM role", 11)]);
});
