import { findings } from "../../support/rule";
import { RegistryPolicy, type RegistryPolicyProps } from "../../../constructs/registry/registry-policy";
import { synth } from "../../support/synth";

const place = { account: "111122223333", region: "eu-west-1", repositoryPrefix: "shop-" };
const made = (props: Partial<RegistryPolicyProps>) =>
  synth((stack) => new RegistryPolicy(stack, "policy", { ...place, ...props }));
const statements = (props: Partial<RegistryPolicyProps>): unknown =>
  (JSON.parse(String(made(props).only("aws_ecr_registry_policy").policy)) as { Statement: unknown })
    .Statement;

const RESOURCE = ["arn:aws:ecr:eu-west-1:111122223333:repository/shop-*"];

test("copies may come in; an older registry heeds that without being told", () => {
  const props = { replicationAccounts: ["444455556666"] };
  expect(statements(props)).toEqual([
    {
      Sid: "Replicate",
      Effect: "Allow",
      Principal: { AWS: ["444455556666"] },
      Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
      Resource: RESOURCE,
    },
  ]);
  expect(made(props).types).toEqual(["aws_ecr_registry_policy"]);
});

test("who pulls and who pushes, after the registry is told to heed it", () => {
  const props = { pullAccounts: ["777788889999", "444455556666"], pushAccounts: ["444455556666"] };
  expect(statements(props)).toEqual([
    {
      Sid: "Pull",
      Effect: "Allow",
      Principal: { AWS: ["444455556666", "777788889999"] },
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: RESOURCE,
    },
    {
      Sid: "Push",
      Effect: "Allow",
      Principal: { AWS: ["444455556666"] },
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: RESOURCE,
    },
  ]);
  expect(made(props).only("aws_ecr_account_setting")).toEqual({ name: "REGISTRY_POLICY_SCOPE", value: "V2" });
  expect(made(props).only("aws_ecr_registry_policy").depends_on).toEqual([
    expect.stringMatching(/^aws_ecr_account_setting\./),
  ]);
  expect(findings(made(props).json)).toEqual([]);
});

test("refuses everybody, nobody, and every repository", () => {
  expect(() => made({ pullAccounts: ["*"], replicationAccounts: ["all"], repositoryPrefix: "*" })).toThrow(
    [
      "registry policy is not valid:",
      '  - pullAccounts must be 12-digit AWS accounts, got "*"',
      '  - replicationAccounts must be 12-digit AWS accounts, got "all"',
      '  - repositoryPrefix must be the beginning of a repository name, got "*"',
    ].join("\n"),
  );
  expect(() => made({})).toThrow(
    "policy must name at least one account in pullAccounts, pushAccounts or replicationAccounts, got none",
  );
});
