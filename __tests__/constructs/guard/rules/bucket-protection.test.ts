import { bucketProtection } from "../../../../constructs/guard/rules/bucket-protection";

const bucket = "${aws_s3_bucket.logs.id}";
const closed = {
  bucket,
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const encryption = { aws_s3_bucket_server_side_encryption_configuration: { e: { bucket } } };
const access = { aws_s3_bucket_public_access_block: { a: closed } };
const logs = { aws_s3_bucket: { logs: { bucket: "logs" } } };

const noEncryption = "aws_s3_bucket.logs must have a server-side encryption configuration, got none";
const noAccessBlock =
  "aws_s3_bucket.logs must have a public access block with all four switches on, got none";

test("an encrypted and closed bucket passes", () => {
  expect(bucketProtection({ resource: { ...logs, ...encryption, ...access } })).toEqual([]);
});

test("each part is missed by itself", () => {
  expect(bucketProtection({ resource: logs })).toEqual([noEncryption, noAccessBlock]);
  expect(bucketProtection({ resource: { ...logs, ...access } })).toEqual([noEncryption]);
  expect(bucketProtection({ resource: { ...logs, ...encryption } })).toEqual([noAccessBlock]);
});

test.each(["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"])(
  "%s must be on",
  (name) => {
    const open = { aws_s3_bucket_public_access_block: { a: { ...closed, [name]: false } } };
    expect(bucketProtection({ resource: { ...logs, ...encryption, ...open } })).toEqual([noAccessBlock]);
  },
);

test("the protection of another bucket does not count", () => {
  const other = { aws_s3_bucket: { logs: {}, logs2: {} } };
  const two = {
    aws_s3_bucket_server_side_encryption_configuration: { e: { bucket: "${aws_s3_bucket.logs2.id}" } },
    aws_s3_bucket_public_access_block: { a: { ...closed, bucket: "${aws_s3_bucket.logs2.id}" } },
  };
  expect(bucketProtection({ resource: { ...other, ...two } })).toEqual([noEncryption, noAccessBlock]);
});
