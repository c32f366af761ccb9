import { findings } from "../../support/rule";
import { Repository } from "../../../constructs/registry/repository";
import type { RepositoryAccess } from "../../../constructs/registry/repository-policy";
import { synth } from "../../support/synth";

const made = (access: RepositoryAccess) =>
  synth((stack) => new Repository(stack, "repository", { name: "shop/web", ...access }));
const statements = (access: RepositoryAccess): unknown => {
  const [policy] = made(access).all("aws_ecr_repository_policy");
  return policy && (JSON.parse(String(policy.policy)) as { Statement: unknown }).Statement;
};

const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const PUSH = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:CompleteLayerUpload",
  "ecr:GetDownloadUrlForLayer",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];
const ROLE = "arn:aws:iam::444455556666:role/ci";
const BUILD = "arn:aws:iam::444455556666:role/team/build";

test.each<[string, RepositoryAccess, unknown]>([
  ["nobody", {}, undefined],
  [
    "empty lists",
    { pullAccounts: [], pushRoles: [], pullServices: { names: [], account: "111122223333" } },
    undefined,
  ],
  [
    "accounts and roles that pull",
    { pullAccounts: ["444455556666"], pullRoles: [ROLE, ROLE] },
    [{ Sid: "Pull", Effect: "Allow", Principal: { AWS: ["444455556666", ROLE] }, Action: PULL }],
  ],
  [
    "accounts and roles that push",
    { pushAccounts: ["444455556666"], pushRoles: [BUILD] },
    [{ Sid: "Push", Effect: "Allow", Principal: { AWS: ["444455556666", BUILD] }, Action: PUSH }],
  ],
  [
    "services, on behalf of one account",
    { pullServices: { names: ["codebuild.amazonaws.com"], account: "111122223333" } },
    [
      {
        Sid: "PullByServices",
        Effect: "Allow",
        Principal: { Service: ["codebuild.amazonaws.com"] },
        Action: PULL,
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ],
  ],
])("%s", (_, access, expected) => {
  expect(statements(access)).toEqual(expected);
  expect(findings(made(access).json)).toEqual([]);
});

test("refuses principals that are patterns, or none", () => {
  expect(() =>
    made({
      pullAccounts: ["*"],
      pullRoles: ["arn:aws:iam::444455556666:role/*"],
      pullServices: { names: ["*.amazonaws.com"], account: "1" },
      pushAccounts: ["root"],
      pushRoles: ["arn:aws:iam::444455556666:user/ann"],
    }),
  ).toThrow(
    [
      'repository "shop/web" is not valid:',
      '  - pullAccounts must be 12-digit AWS accounts, got "*"',
      '  - pullRoles must be ARNs of IAM roles, got "arn:aws:iam::444455556666:role/*"',
      '  - pullServices.names must be names of AWS services, got "*.amazonaws.com"',
      '  - pullServices.account must be a 12-digit AWS account, got "1"',
      '  - pushAccounts must be 12-digit AWS accounts, got "root"',
      '  - pushRoles must be ARNs of IAM roles, got "arn:aws:iam::444455556666:user/ann"',
    ].join("\n"),
  );
});
