import { findings } from "../../support/rule";
import { RepositoryKey, type RepositoryKeyProps } from "../../../constructs/registry/repository-key";
import { synth } from "../../support/synth";

const least: RepositoryKeyProps = {
  name: "slipway-dev-web",
  account: "111122223333",
  region: "eu-west-1",
};
const made = (props: Partial<RepositoryKeyProps> = {}) =>
  synth((stack) => new RepositoryKey(stack, "key", { ...least, ...props }));

test("a key that is rotated, that the account decides about, and that waits as long as KMS lets it", () => {
  const { policy, ...key } = made().only("aws_kms_key");
  expect(key).toEqual({
    description: "Encrypts the images of slipway-dev-web",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
  });
  expect(JSON.parse(String(policy))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountDecides",
        Effect: "Allow",
        Action: ["kms:*"],
        Resource: ["*"],
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
      },
    ],
  });
  expect(findings(made().json)).toEqual([]);
});

test("the alias points to it", () => {
  expect(made().only("aws_kms_alias")).toEqual({
    name: "alias/slipway-dev-web",
    target_key_id: expect.stringMatching(/^\$\{aws_kms_key\.\w+\.key_id\}$/),
  });
});

test("the account is in the region's partition", () => {
  expect(made({ region: "cn-north-1" }).only("aws_kms_key").policy).toContain(
    "arn:aws-cn:iam::111122223333:root",
  );
});

test.each(["", "a b", "aws/ecr", "a".repeat(251)])("refuses the name %j", (name) => {
  expect(() => made({ name })).toThrow(
    "repository key is not valid:\n" +
      `  - name must have 1 to 250 letters, digits, "/", "_" or "-" and not begin with "aws/", got "${name}"`,
  );
});

test("refuses an account that is none", () => {
  expect(() => made({ account: "*" })).toThrow('account must be a 12-digit AWS account, got "*"');
});
