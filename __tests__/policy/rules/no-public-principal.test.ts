import { policyOf, resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-public-principal");
const read = { Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };
const where = 'aws_s3_bucket_policy.p.policy statement "S"';

test.each([
  { ...read, Principal: { Service: "ecs-tasks.amazonaws.com" } },
  { ...read, Principal: { AWS: "arn:aws:iam::111122223333:root" } },
  { ...read, Principal: "*", Effect: "Deny" },
  { ...read, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" }, Effect: "Deny" },
  { ...read, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
  read,
])("good: %j", (statement) => {
  expect(problems([policyOf(statement)])).toEqual([]);
});

test.each([
  { ...read, Principal: "*" },
  { ...read, Principal: { AWS: "*" } },
  { ...read, Principal: "*", Condition: {} },
  { ...read, Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] } },
])("bad: %j", (statement) => {
  expect(problems([policyOf(statement, "aws_s3_bucket_policy")])).toEqual([
    `${where} must name its principals, got "*"; give accounts or services, or a condition`,
  ]);
});

test.each([
  ["aws_cloudwatch_log_resource_policy", "policy_document"],
  ["aws_ecr_repository_creation_template", "repository_policy"],
  ["aws_opensearch_domain", "access_policies"],
  ["aws_s3tables_table_policy", "resource_policy"],
])("bad: everybody, in %s.%s", (type, argument) => {
  const policy = JSON.stringify({ Statement: [{ Effect: "Allow", ...read, Principal: "*" }] });
  expect(problems([resource(`${type}.p`, { [argument]: policy })])).toEqual([
    `${type}.p.${argument} statement 1 must name its principals, got "*"; give accounts or services, or a condition`,
  ]);
});

test("bad: everybody but one", () => {
  const statement = { ...read, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } };
  expect(problems([policyOf(statement, "aws_s3_bucket_policy")])).toEqual([
    `${where} must say whom it allows, got NotPrincipal; name the principals themselves`,
  ]);
});
