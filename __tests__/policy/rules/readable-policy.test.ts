import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("readable-policy");
const unreadable =
  "aws_iam_policy.p.policy must be JSON that can be checked here, got a reference; write it with policyJson";

test("good: JSON with references in it, and what is no policy", () => {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "${aws_s3_bucket.b.arn}" };
  expect(
    problems([
      resource("aws_iam_policy.p", { policy: JSON.stringify({ Statement: [statement] }) }),
      resource("aws_ecr_lifecycle_policy.l", { policy: '{"rules":[{"action":{"type":"expire"}}]}' }),
      resource("aws_ecs_task_definition.t", { container_definitions: '[{"image":"${local.image}"}]' }),
    ]),
  ).toEqual([]);
});

test("good: a document that stands in the same stack", () => {
  const document = "data.aws_iam_policy_document.d";
  const policy = resource("aws_iam_policy.p", { policy: `\${${document}.json}` });
  expect(problems([policy, resource(document, { statement: [] })])).toEqual([]);
  expect(problems([policy, resource(document, { statement: [] }, "another")])).toEqual([unreadable]);
  expect(problems([policy, resource("data.aws_iam_policy_document.d2", { statement: [] })])).toEqual([
    unreadable,
  ]);
});

test("good: what a plan leaves out was judged at synthesis", () => {
  expect(
    problems([resource("aws_iam_policy.p", { policy: null }), resource("aws_ecs_task_definition.t", {})]),
  ).toEqual([]);
});

test("bad: documents that hide behind a reference", () => {
  expect(
    problems([
      resource("aws_iam_policy.p", { policy: "${local.policy}" }),
      resource("aws_ecs_task_definition.t", { container_definitions: "${local.containers}" }),
    ]),
  ).toEqual([
    unreadable,
    "aws_ecs_task_definition.t.container_definitions must be JSON that can be checked here, got a reference; write it with canonicalJson",
  ]);
});
