import { secretReference } from "../../../constructs/task/secret-reference";

const where = { account: "111122223333", region: "eu-west-1" };
const secrets = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";
const parameters = "arn:aws:ssm:eu-west-1:111122223333:parameter";

test.each([
  [{ kind: "secret", nameOrArn: "shop/stripe" }, `${secrets}:shop/stripe`, `${secrets}:shop/stripe-??????`],
  [
    { kind: "secret", nameOrArn: "shop/stripe", key: "api" },
    `${secrets}:shop/stripe:api::`,
    `${secrets}:shop/stripe-??????`,
  ],
  [{ kind: "secret", nameOrArn: `${secrets}:a-AbCdEf` }, `${secrets}:a-AbCdEf`, `${secrets}:a-AbCdEf`],
  [
    { kind: "secret", nameOrArn: `${secrets}:a-AbCdEf`, key: "k" },
    `${secrets}:a-AbCdEf:k::`,
    `${secrets}:a-AbCdEf`,
  ],
  [{ kind: "parameter", nameOrArn: "/shop/key" }, `${parameters}/shop/key`, `${parameters}/shop/key`],
  [{ kind: "parameter", nameOrArn: "key" }, `${parameters}/key`, `${parameters}/key`],
  [{ kind: "parameter", nameOrArn: `${parameters}/x` }, `${parameters}/x`, `${parameters}/x`],
] as const)("%j", (source, valueFrom, arn) => {
  expect(secretReference(source, where)).toEqual({ kind: source.kind, valueFrom, arn });
});

test.each([
  [{ key: "k", versionStage: "AWSPREVIOUS" }, ":k:AWSPREVIOUS:"],
  [{ versionStage: "AWSPREVIOUS" }, "::AWSPREVIOUS:"],
  [{ versionId: "1234" }, ":::1234"],
  [{ key: "k", versionId: "1234" }, ":k::1234"],
])("a version: %j", (version, suffix) => {
  const source = { kind: "secret", nameOrArn: "shop/stripe", ...version } as const;
  expect(secretReference(source, where)).toEqual({
    kind: "secret",
    valueFrom: `${secrets}:shop/stripe${suffix}`,
    arn: `${secrets}:shop/stripe-??????`,
  });
});

test.each(["secret", "parameter"] as const)("the key of a %s", (kind) => {
  const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
  expect(secretReference({ kind, nameOrArn: "x", kmsKey }, where).kmsKeyArn).toBe(kmsKey);
  expect(secretReference({ kind, nameOrArn: "x" }, where)).not.toHaveProperty("kmsKeyArn");
});

test("other partitions", () => {
  const china = { account: "111122223333", region: "cn-north-1" };
  expect(secretReference({ kind: "parameter", nameOrArn: "key" }, china).arn).toBe(
    "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/key",
  );
});
