import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const document = (id: string, values: Readonly<Record<string, unknown>>) =>
  resource(`data.aws_iam_policy_document.${id}`, values);
const policy = resource("aws_iam_policy.p", { policy: "${data.aws_iam_policy_document.d.json}" });
const wide = { sid: "Wide", actions: ["s3:*"], resources: ["*"] };
const refusal =
  'aws_iam_policy.p.policy statement "Wide" must name its actions, got "s3:*"; list the ones that are used';

test("a document is read where a policy names it", () => {
  expect(problemsBy("no-wildcard-action")([policy, document("d", { statement: [wide] })])).toEqual([refusal]);
  expect(problemsBy("no-wildcard-action")([document("d", { statement: [wide] })])).toEqual([]);
});

test("so are the documents and texts that it is made from", () => {
  const text = JSON.stringify({ Statement: { Sid: "Wide", Effect: "Allow", Action: "s3:*" } });
  const made = document("d", {
    source_policy_documents: ["${data.aws_iam_policy_document.other.json}"],
    override_policy_documents: [text],
    statement: { ...wide, effect: "Deny" },
  });
  const other = document("other", { source_policy_documents: [], statement: [wide] });
  expect(problemsBy("no-wildcard-action")([policy, made, other])).toEqual([refusal, refusal]);
});

test("a document that is made from what can not be read can not be read", () => {
  const made = document("d", { source_policy_documents: ["${var.text}"], statement: [] });
  expect(problemsBy("readable-policy")([policy, made])).toHaveLength(1);
});

test("documents that name each other end", () => {
  const self = document("d", { source_policy_documents: ["${data.aws_iam_policy_document.d.json}"] });
  expect(problemsBy("readable-policy")([policy, self])).toEqual([]);
});

test("principals, conditions and what is left out are said in the words of IAM", () => {
  const statement = (change: object) =>
    document("d", { statement: [{ actions: ["s3:GetObject"], ...change }] });
  const everybody = { principals: [{ type: "*", identifiers: ["*"] }] };
  const condition = [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-1"] }];
  const open = (change: object) => problemsBy("no-public-principal")([policy, statement(change)]);
  expect(open(everybody)).toHaveLength(1);
  expect(open({ ...everybody, condition })).toEqual([]);
  expect(open({ not_principals: [{ type: "AWS", identifiers: ["arn:aws:iam::1:root"] }] })).toHaveLength(1);
  expect(
    problemsBy("no-wildcard-resource")([policy, statement({ not_resources: ["arn:aws:s3:::a"] })]),
  ).toHaveLength(1);
});
