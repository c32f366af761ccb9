import { policyOf } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-wildcard-resource");
const where = 'aws_iam_role_policy.p.policy statement "S"';
const key = "arn:aws:s3:::orders/*";
const namespace = { StringEquals: { "cloudwatch:namespace": "shop" } };

test.each([
  ["named action and resource", { Action: "s3:GetObject", Resource: key }],
  [
    "a star inside an ARN",
    { Action: ["logs:PutLogEvents"], Resource: ["${aws_cloudwatch_log_group.a.arn}:*"] },
  ],
  [
    "what has a number for a name, in one account and region",
    { Action: "ec2:CreateVpc", Resource: "arn:aws:ec2:eu-west-1:111122223333:*/*" },
  ],
  ["the login of ECR", { Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] }],
  ["the channels of ECS Exec", { Action: ["ssmmessages:OpenDataChannel"], Resource: "*" }],
  ["traces", { Action: "xray:PutTraceSegments", Resource: "*" }],
  ["metrics of one namespace", { Action: "cloudwatch:PutMetricData", Resource: "*", Condition: namespace }],
  ["a denial as wide as can be", { Effect: "Deny", Action: "s3:*", Resource: "*" }],
])("good: %s", (_, statement) => {
  expect(problems([policyOf(statement)])).toEqual([]);
});

test.each([
  [
    { Action: "s3:GetObject", Resource: "*" },
    [`${where} must name the resources of s3:GetObject, got "*"; give their ARNs`],
  ],
  [
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::*" },
    [`${where} must name the resources of s3:GetObject, got "arn:aws:s3:::*"; give their ARNs`],
  ],
  [
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" },
    [`${where} must name the resources of s3:GetObject, got "arn:aws:s3:::*/*"; give their ARNs`],
  ],
  [
    { Action: "ecr:BatchGetImage", Resource: "arn:aws:ecr:eu-west-1:111122223333:*" },
    [
      `${where} must name the resources of ecr:BatchGetImage, got "arn:aws:ecr:eu-west-1:111122223333:*"; give their ARNs`,
    ],
  ],
  [
    { Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], Resource: "*" },
    [`${where} must name the resources of ecr:BatchGetImage, got "*"; give their ARNs`],
  ],
  [
    { Action: "cloudwatch:PutMetricData", Resource: "*" },
    [`${where} must name the resources of cloudwatch:PutMetricData, got "*"; give their ARNs`],
  ],
  [
    {
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringNotEquals: { "cloudwatch:namespace": "AWS" } },
    },
    [`${where} must name the resources of cloudwatch:PutMetricData, got "*"; give their ARNs`],
  ],
  [
    { Action: "s3:GetObject", NotResource: key },
    [`${where} must say what it allows, got NotResource; name the resources themselves`],
  ],
])("bad: %j", (statement, expected) => {
  expect(problems([policyOf(statement)])).toEqual(expected);
});

test("a policy of the key itself means the key by *", () => {
  const statement = { Action: "kms:Decrypt", Resource: "*", Principal: { AWS: "arn:aws:iam::1:root" } };
  expect(problems([policyOf(statement, "aws_kms_key")])).toEqual([]);
  expect(problems([policyOf(statement)])).toHaveLength(1);
});
