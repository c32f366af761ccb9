import { accessLines, accessOf } from "../../plan/access";
import type { ResourceChange } from "../../plan/plan-json";
import { changed, resources, texts } from "./planned";

const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: unknown, Resource: unknown, more = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const role = (before: string | null, after: string | null, details = {}) =>
  changed(
    "aws_iam_role_policy.web",
    before === null ? null : { role: "web-task", policy: before },
    after === null ? null : { role: "web-task", policy: after },
    details,
  );
const lines = (...changes: readonly ResourceChange[]) => texts(accessLines(accessOf(resources(...changes))));

test("actions and resources that a role gets or loses, those with the same actions in one line", () => {
  expect(
    lines(
      role(
        policy(allow(["s3:GetObject", "s3:ListBucket"], "arn:a")),
        policy(allow(["s3:GetObject", "s3:PutObject"], ["arn:a", "arn:b"])),
      ),
    ),
  ).toEqual([
    "wider: [web-task] may [s3:GetObject], [s3:PutObject] on [arn:b]",
    "wider: [web-task] may [s3:PutObject] on [arn:a]",
    "narrower: [web-task] may no longer [s3:ListBucket] on [arn:a]",
  ]);
});

test("the same rights in other words are no change", () => {
  expect(
    lines(
      role(
        policy(allow(["s3:GetObject", "s3:PutObject"], "arn:a")),
        policy(allow("s3:PutObject", ["arn:a"]), allow("s3:GetObject", "arn:a")),
      ),
    ),
  ).toEqual([]);
});

test("a wildcard that covers it gave it already; one that comes is loud", () => {
  const narrow = policy(allow("s3:GetObject", "arn:aws:s3:::a/b"));
  const wide = policy(allow("s3:*", "arn:aws:s3:::a/*"));
  expect(lines(role(wide, narrow))).toEqual([
    "narrower: [web-task] may no longer [s3:*] on [arn:aws:s3:::a/*]",
  ]);
  expect(lines(role(narrow, wide))).toEqual(["! wider: [web-task] may [s3:*] on [arn:aws:s3:::a/*]"]);
});

test("a condition that goes widens, one that comes narrows", () => {
  const free = policy(allow("sqs:SendMessage", "*"));
  const bound = policy(allow("sqs:SendMessage", "*", { Condition: { StringEquals: { b: "1", a: "2" } } }));
  const condition = '[{"StringEquals":{"a":"2","b":"1"}}]';
  expect([lines(role(bound, free)), lines(role(free, bound))]).toEqual([
    ["wider: [web-task] may [sqs:SendMessage] on [*]"],
    ["narrower: [web-task] may no longer [sqs:SendMessage] on [*]"],
  ]);
  expect(lines(role(null, bound))).toEqual([
    `wider: [web-task] may [sqs:SendMessage] on [*] when ${condition}`,
  ]);
});

test("a denial that goes widens", () => {
  const denied = policy({ Effect: "Deny", Action: "s3:*", Resource: "*" });
  expect([lines(role(denied, policy())), lines(role(policy(), denied))]).toEqual([
    ["wider: [web-task] is no longer denied [s3:*] on [*]"],
    ["narrower: [web-task] is denied [s3:*] on [*]"],
  ]);
});

test("what is left out is told as a whole, and loud", () => {
  expect(lines(role(null, policy({ Effect: "Allow", NotAction: ["iam:*", "a:b"], Resource: "*" })))).toEqual([
    "! wider: [web-task] may [all but a:b, iam:*] on [*]",
  ]);
});

test("trust and resource policies name whom they let in; everybody is loud", () => {
  const trust = (Principal: unknown) => policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
  expect(
    lines(
      changed(
        "aws_iam_role.web",
        { name: "web-task", assume_role_policy: trust({ Service: "ecs-tasks.amazonaws.com" }) },
        {
          name: "web-task",
          assume_role_policy: trust({ Service: "ecs-tasks.amazonaws.com", AWS: ["arn:aws:iam::1:root"] }),
        },
      ),
      changed("aws_ecr_repository_policy.x", null, {
        repository: "shop-web",
        policy: policy({ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }),
      }),
    ),
  ).toEqual([
    "! wider: [shop-web] lets [*] do [ecr:BatchGetImage]",
    "wider: [web-task] lets [arn:aws:iam::1:root] do [sts:AssumeRole]",
  ]);
});

test("policies that are attached as a whole", () => {
  const attached = (arn: string) => ({ role: "web-task", policy_arn: arn });
  expect(
    lines(
      changed(
        "aws_iam_role_policy_attachment.a",
        null,
        attached("arn:aws:iam::aws:policy/AdministratorAccess"),
      ),
      changed("aws_iam_role_policy_attachment.b", attached("arn:b"), null),
      changed("aws_iam_role_policy_attachment.c", attached("arn:c"), { ...attached("arn:c"), id: "1" }),
    ),
  ).toEqual([
    "! wider: [web-task] gets [arn:aws:iam::aws:policy/AdministratorAccess]",
    "narrower: [web-task] loses [arn:b]",
  ]);
});

test("a policy that Terraform marks as sensitive is not shown", () => {
  const marked = { after_sensitive: { policy: true } };
  const [one, other] = [policy(allow("s3:GetObject", "a")), policy(allow("s3:GetObject", "b"))];
  expect(lines(role(one, other, marked))).toEqual([
    "wider: [web-task] its policy changes, and is marked as sensitive",
  ]);
});

test("a policy that is not known, or is none, is never silent", () => {
  expect(lines(role(policy(), null), role("no JSON", policy()))).toEqual([
    "wider: [web-task] its policy could not be read",
  ]);
  const later = changed(
    "aws_iam_role_policy.web",
    null,
    { role: "web-task" },
    { after_unknown: { policy: true } },
  );
  expect(lines(later)).toEqual(["wider: [web-task] its policy is known after the deployment only"]);
});
