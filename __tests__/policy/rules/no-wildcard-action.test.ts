import { policyOf, resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-wildcard-action");
const where = 'aws_iam_role_policy.p.policy statement "S"';
const key = "arn:aws:s3:::orders/*";

test.each([
  ["named action and resource", { Action: "s3:GetObject", Resource: key }],
  ["a denial as wide as can be", { Effect: "Deny", Action: "s3:*", Resource: "*" }],
  ["a wildcard of another rule", { Action: "s3:GetObject", Resource: "*" }],
])("good: %s", (_, statement) => {
  expect(problems([policyOf(statement)])).toEqual([]);
});

test.each([
  [
    { Action: "s3:*", Resource: key },
    [`${where} must name its actions, got "s3:*"; list the ones that are used`],
  ],
  [
    { Action: ["s3:GetObject", "s3:Get?bject"], Resource: key },
    [`${where} must name its actions, got "s3:Get?bject"; list the ones that are used`],
  ],
  [
    { NotAction: "iam:PassRole", Resource: key },
    [`${where} must say what it allows, got NotAction; name the actions themselves`],
  ],
])("bad: %j", (statement, expected) => {
  expect(problems([policyOf(statement)])).toEqual(expected);
});

test("the policy of a key gives the account kms:*, as AWS asks for", () => {
  const statement = { Action: "kms:*", Resource: "*", Principal: { AWS: "arn:aws:iam::1:root" } };
  expect(problems([policyOf(statement, "aws_kms_key")])).toEqual([]);
  expect(problems([policyOf(statement)])).toHaveLength(1);
});

test("every place of a policy is seen", () => {
  const text = JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::a" } });
  const found = problems([
    resource("aws_iam_role.r", {
      assume_role_policy: text,
      inline_policy: [{ name: "i", policy: text }],
    }),
    resource("aws_s3_bucket_policy.b", { policy: text }),
    resource("docker_image.i", { policy: text }),
  ]);
  expect(found.map((problem) => problem.split(" must ")[0])).toEqual([
    "aws_iam_role.r.assume_role_policy statement 1",
    "aws_iam_role.r.inline_policy statement 1",
    "aws_s3_bucket_policy.b.policy statement 1",
  ]);
});

test("expressions with quotes inside the JSON are read past", () => {
  const policy =
    '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${join("/", [a.b, {x = "}"}])}"}]}';
  expect(problems([resource("aws_iam_policy.p", { policy })])).toEqual([
    'aws_iam_policy.p.policy statement 1 must name its actions, got "s3:*"; list the ones that are used',
  ]);
});
