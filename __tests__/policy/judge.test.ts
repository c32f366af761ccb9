import { judge, type Suppression } from "../../policy";
import { policyOf, resource } from "../support/policies";

const wide = { ...policyOf({ Action: "s3:*", Resource: "*" }), stack: "dev-services" };
const finding = (rule: string, problem: string) => ({
  rule,
  stack: "dev-services",
  address: "aws_iam_role_policy.p",
  problem: `aws_iam_role_policy.p.policy statement "S" ${problem}`,
});
const action = finding(
  "no-wildcard-action",
  'must name its actions, got "s3:*"; list the ones that are used',
);
const everything = finding(
  "no-wildcard-resource",
  'must name the resources of s3:*, got "*"; give their ARNs',
);
const suppression = (address: string, rule: Suppression["rule"] = "no-wildcard-action"): Suppression => ({
  rule,
  resource: address,
  reason: "that is so on purpose",
});
const judged = (...suppressions: Suppression[]) => judge([wide], { protected: false, suppressions });

test("findings are in the order of the rules", () => {
  expect(judged()).toEqual({ findings: [action, everything], suppressed: [], unused: [] });
  expect(judge([], { protected: true, suppressions: [] })).toEqual({
    findings: [],
    suppressed: [],
    unused: [],
  });
});

test.each(["aws_iam_role_policy.p", "aws_iam_role_policy.*", "aws_iam_role_policy.*p*"])(
  "%s is suppressed for one rule, with its reason",
  (address) => {
    expect(judged(suppression(address))).toEqual({
      findings: [everything],
      suppressed: [{ ...action, reason: "that is so on purpose" }],
      unused: [],
    });
  },
);

test.each([
  suppression("aws_iam_role_policy.q"),
  suppression("aws_iam_role_policy.p2"),
  suppression("xaws_iam_role_policy.p"),
  suppression("aws_iam_role_policyxp"),
  suppression("aws_iam_role_policy.p", "no-public-task"),
])("%j is used by nobody", (unused) => {
  expect(judged(unused)).toEqual({ findings: [action, everything], suppressed: [], unused: [unused] });
});

test("two suppressions of one finding are both used, and the first gives the reason", () => {
  const second = { ...suppression("aws_iam_role_policy.*"), reason: "another reason" };
  const { suppressed, unused } = judged(suppression("aws_iam_role_policy.p"), second);
  expect([suppressed.map(({ reason }) => reason), unused]).toEqual([["that is so on purpose"], []]);
});

test("addresses with an index are written as Terraform does", () => {
  const logs = resource('aws_cloudwatch_log_group.g["a"]', {});
  const named = { ...logs, type: "aws_cloudwatch_log_group" };
  const { unused } = judge([named], {
    protected: false,
    suppressions: [suppression('aws_cloudwatch_log_group.g["a"]', "log-retention")],
  });
  expect(unused).toEqual([]);
});
