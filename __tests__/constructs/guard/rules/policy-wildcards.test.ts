import { policyWildcards } from "../../../../constructs/guard/rules/policy-wildcards";
import { policyStack } from "../../../support/policies";

const where = 'aws_iam_role_policy.p.policy statement "S"';
const key = "arn:aws:s3:::orders/*";

test.each([
  ["named action and resource", { Action: "s3:GetObject", Resource: key }],
  [
    "a star inside an ARN",
    { Action: ["logs:PutLogEvents"], Resource: ["${aws_cloudwatch_log_group.a.arn}:*"] },
  ],
  ["the login of ECR", { Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] }],
  ["the channels of ECS Exec", { Action: ["ssmmessages:OpenDataChannel"], Resource: "*" }],
  ["a denial as wide as can be", { Effect: "Deny", Action: "s3:*", Resource: "*" }],
])("passes: %s", (_, statement) => {
  expect(policyWildcards(policyStack(statement))).toEqual([]);
});

test.each([
  [
    { Action: "s3:*", Resource: key },
    [`${where} must name its actions, got "s3:*"; list the ones that are used`],
  ],
  [
    { Action: "s3:Get?bject", Resource: key },
    [`${where} must name its actions, got "s3:Get?bject"; list the ones that are used`],
  ],
  [
    { Action: "s3:GetObject", Resource: "*" },
    [`${where} must name the resources of s3:GetObject, got "*"; give their ARNs`],
  ],
  [
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::*" },
    [`${where} must name the resources of s3:GetObject, got "arn:aws:s3:::*"; give their ARNs`],
  ],
  [
    { Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], Resource: "*" },
    [`${where} must name the resources of ecr:BatchGetImage, got "*"; give their ARNs`],
  ],
  [
    { NotAction: "iam:PassRole", Resource: key },
    [`${where} must say what it allows, got NotAction; name the things themselves`],
  ],
  [
    { Action: "s3:GetObject", NotResource: key },
    [`${where} must say what it allows, got NotResource; name the things themselves`],
  ],
])("refuses %j", (statement, expected) => {
  expect(policyWildcards(policyStack(statement))).toEqual(expected);
});

test("a policy of the key itself means the key by *", () => {
  const statement = { Action: "kms:*", Resource: "*", Principal: { AWS: "arn:aws:iam::1:root" } };
  expect(policyWildcards(policyStack(statement, "aws_kms_key"))).toEqual([]);
  expect(policyWildcards(policyStack(statement))).toHaveLength(2);
});

test("every place of a policy is seen", () => {
  const text = JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::a" } });
  const found = policyWildcards({
    resource: {
      aws_iam_role: { r: { assume_role_policy: text, inline_policy: [{ name: "i", policy: text }] } },
      aws_s3_bucket_policy: { b: { policy: text } },
      docker_image: { i: { policy: text } },
    },
  });
  expect(found.map((problem) => problem.split(" must ")[0])).toEqual([
    "aws_iam_role.r.assume_role_policy statement 1",
    "aws_iam_role.r.inline_policy statement 1",
    "aws_s3_bucket_policy.b.policy statement 1",
  ]);
});

test("expressions with quotes inside the JSON are read past", () => {
  const policy =
    '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${join("/", [a.b, {x = "}"}])}"}]}';
  expect(policyWildcards({ resource: { aws_iam_policy: { p: { policy } } } })).toEqual([
    'aws_iam_policy.p.policy statement 1 must name its actions, got "s3:*"; list the ones that are used',
  ]);
});

test("a policy that hides behind a reference is refused, a lifecycle policy of ECR is none", () => {
  const lifecycle = '{"rules":[{"action":{"type":"expire"}}]}';
  expect(
    policyWildcards({
      resource: {
        aws_iam_policy: { p: { policy: "${data.aws_iam_policy_document.d.json}" } },
        aws_ecr_lifecycle_policy: { l: { policy: lifecycle } },
      },
    }),
  ).toEqual([
    "aws_iam_policy.p.policy must be JSON that can be checked here, got a reference; write it with policyJson",
  ]);
});
