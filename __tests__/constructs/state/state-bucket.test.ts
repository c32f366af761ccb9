import { findings } from "../../support/rule";
import { StateBucket, type StateBucketProps } from "../../../constructs/state/state-bucket";
import { synth } from "../../support/synth";

const made = (props: StateBucketProps) => synth((stack) => new StateBucket(stack, "state", props));
const stack = made({ bucketName: "shop-dev-state-111122223333" });
const bucket = "${aws_s3_bucket.state_bucket_803B4E61.id}";

test("Terraform does not destroy it, and keeps every version for 90 days", () => {
  expect(stack.only("aws_s3_bucket")).toEqual({
    bucket: "shop-dev-state-111122223333",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(stack.only("aws_s3_bucket_versioning")).toMatchObject({
    versioning_configuration: { status: "Enabled" },
  });
  expect(stack.only("aws_s3_bucket_lifecycle_configuration")).toMatchObject({
    rule: [
      {
        id: "earlier-versions",
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ],
    depends_on: ["aws_s3_bucket_versioning.state_versioning_27DF9ED5"],
  });
});

test("an emulator's bucket may be destroyed with what is in it", () => {
  expect(made({ bucketName: "abc", forceDestroy: true }).only("aws_s3_bucket")).toEqual({
    bucket: "abc",
    force_destroy: true,
  });
});

test("encrypted, never public, owned by the account", () => {
  expect(stack.only("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
  expect(stack.only("aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(stack.only("aws_s3_bucket_ownership_controls")).toMatchObject({
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
  expect(findings(stack.json)).toEqual([]);
});

test("requests without TLS are denied", () => {
  const arn = bucket.replace(".id}", ".arn}");
  expect(JSON.parse(String(stack.only("aws_s3_bucket_policy").policy))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
});

test.each(["abc", "a".repeat(63), "a.b-c"])("%s is a bucket name", (bucketName) => {
  expect(() => made({ bucketName })).not.toThrow();
});

test.each(["ab", "a".repeat(64), "Upper", "-a-", "under_score", ""])("%p is refused", (bucketName) => {
  expect(() => made({ bucketName })).toThrow(
    "state bucket is not valid:\n  - bucketName must have 3 to 63 lower-case letters, digits, dots or hyphens and " +
      `begin and end with a letter or digit, got ${JSON.stringify(bucketName)}`,
  );
});

test("keepVersionsDays sets the days, and false keeps every version", () => {
  const rule = made({ bucketName: "states", keepVersionsDays: 7 }).only(
    "aws_s3_bucket_lifecycle_configuration",
  ).rule;
  expect(rule).toMatchObject([{ noncurrent_version_expiration: [{ noncurrent_days: 7 }] }]);
  expect(
    made({ bucketName: "states", keepVersionsDays: false }).all("aws_s3_bucket_lifecycle_configuration"),
  ).toEqual([]);
});

test.each([0, 3651, 1.5])("%p days are refused", (keepVersionsDays) => {
  expect(() => made({ bucketName: "states", keepVersionsDays })).toThrow(
    `state bucket is not valid:\n  - keepVersionsDays must be a whole number from 1 to 3650, got ${keepVersionsDays}`,
  );
});
