import type { JudgedResource } from "../finding";
import type { Rule } from "../rule";
import { names } from "../subject";
import { isOn } from "../values";

const SWITCHES = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

/** New buckets are closed by default; one that says so stays closed when somebody opens it by hand. */
export const noPublicBucket: Rule = {
  id: "no-public-bucket",
  doc: "Every bucket has a public access block with all four switches on. AWS closes new buckets by itself; written down, Terraform closes again what somebody opened by hand.",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],
  check: (subject) => {
    const blocks = subject.of("aws_s3_bucket_public_access_block");
    return subject
      .of("aws_s3_bucket")
      .filter(
        (bucket) =>
          !blocks.some((block) => isOf(bucket, block) && SWITCHES.every((name) => isOn(block.values[name]))),
      )
      .map((bucket) => ({
        resource: bucket,
        problem: `${bucket.address} must have a public access block with all four switches on, got none; add an aws_s3_bucket_public_access_block`,
      }));
  },
};

const isOf = (bucket: JudgedResource, { stack, values }: JudgedResource): boolean =>
  names(values.bucket, stack, bucket) ||
  (stack === bucket.stack && typeof values.bucket === "string" && values.bucket === bucket.values.bucket);
