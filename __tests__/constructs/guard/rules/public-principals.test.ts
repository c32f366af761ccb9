import { publicPrincipals } from "../../../../constructs/guard/rules/public-principals";
import { policyStack } from "../../../support/policies";

const read = { Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };

test.each([
  { ...read, Principal: { Service: "ecs-tasks.amazonaws.com" } },
  { ...read, Principal: { AWS: "arn:aws:iam::111122223333:root" } },
  { ...read, Principal: "*", Effect: "Deny" },
  { ...read, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
  read,
])("passes %j", (statement) => {
  expect(publicPrincipals(policyStack(statement))).toEqual([]);
});

test.each([
  { ...read, Principal: "*" },
  { ...read, Principal: { AWS: "*" } },
  { ...read, Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] } },
])("refuses %j", (statement) => {
  expect(publicPrincipals(policyStack(statement, "aws_s3_bucket_policy"))).toEqual([
    'aws_s3_bucket_policy.p.policy statement "S" must name its principals, got "*"; ' +
      "give accounts or services, or a condition",
  ]);
});
