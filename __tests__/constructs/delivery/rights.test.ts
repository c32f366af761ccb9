import { readStatements } from "../../../constructs/delivery/read-statements";
import { RIGHTS, writeStatements } from "../../../constructs/delivery/rights";
import { policyJson } from "../../../constructs/identity/policy";
import { usedBlocks } from "../../../toolchain/providers/aws-services";
import { isAllowed, statementsOf } from "../../support/iam";
import { root } from "../../support/synth-environment";

const own = {
  prefix: "slipway-dev",
  account: "111122223333",
  region: "eu-west-1",
  buckets: ["slipway-dev-lb-logs-111122223333"],
};
const types = usedBlocks(root, "provider-aws").flatMap(({ kind, type }) => (kind === "resource" ? type : []));

/** What only `slipway bootstrap` makes, with the rights of a person. */
const OF_BOOTSTRAP = ["aws_iam_openid_connect_provider", "aws_iam_policy"];

test("each type that a construct can make has its rights, and no other type has", () => {
  const entries = Object.keys(RIGHTS).filter((type) => type.startsWith("aws_"));
  expect(entries.sort()).toEqual(types.filter((type) => !OF_BOOTSTRAP.includes(type)).sort());
});

test("actions are named one by one, resources by account or by the environment's names", () => {
  for (const [type, rights] of Object.entries(RIGHTS)) {
    for (const { actions, resources } of rights(own)) {
      expect([type, actions.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z]+$/.test(action))]).toEqual([
        type,
        [],
      ]);
      expect([type, resources.length > 0]).toEqual([type, true]);
    }
  }
});

test("rights on the same resources are one statement, in the order of their actions", () => {
  const statements = writeStatements(["aws_route", "aws_subnet", "aws_route", "terraform_remote_state"], own);
  expect(statements).toHaveLength(2);
  expect(statements[1]?.actions).toEqual([...new Set(statements[1]?.actions)].sort());
  expect(statements[1]?.actions).toEqual(expect.arrayContaining(["ec2:CreateRoute", "ec2:CreateSubnet"]));
});

test("buckets are named whole, and without one there is no right", () => {
  const policies = (buckets: readonly string[]) =>
    writeStatements(["aws_s3_bucket_policy"], { ...own, buckets }).filter(({ actions }) =>
      actions.includes("s3:PutBucketPolicy"),
    );
  expect(policies(["one", "two"])).toEqual([
    {
      actions: ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy"],
      resources: ["arn:aws:s3:::one", "arn:aws:s3:::two"],
    },
  ]);
  expect(policies([])).toEqual([]);
});

test("a bucket that Terraform empties may lose its objects, and they stay closed", () => {
  const read = { sid: "ReadOnlyAccess", actions: ["s3:GetObject"], resources: ["*"] };
  const allows = (emptiedBuckets: readonly string[], action: string, object: string) => {
    const all = { ...own, buckets: ["logs", "other"], emptiedBuckets };
    const state = { bucket: "states", prefix: "dev" };
    const policy = policyJson([
      ...writeStatements(["aws_s3_bucket"], all),
      ...readStatements(all, { state, stacks: ["services"] }, "none"),
      read,
    ]);
    return isAllowed(statementsOf(policy), action, `arn:aws:s3:::${object}`);
  };
  for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion"]) {
    expect(allows(["logs"], action, "logs/AWSLogs/1.gz")).toBe(true);
    expect(allows(["logs"], action, "other/AWSLogs/1.gz")).toBe(false);
    expect(allows([], action, "logs/AWSLogs/1.gz")).toBe(false);
  }
  expect(allows(["logs"], "s3:GetObject", "logs/AWSLogs/1.gz")).toBe(false);
  expect(allows(["logs"], "s3:GetObject", "states/dev/services.tfstate")).toBe(true);
});
