import { refersTo, resources, type Rule, type StackDocument } from "../document";

const PUBLIC_ACCESS_SWITCHES = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

/** Every bucket says how it is encrypted, and is closed to the public in all four ways. */
export const bucketProtection: Rule = (document) =>
  resources(document, "aws_s3_bucket").flatMap(({ address }) => [
    ...(has(document, "aws_s3_bucket_server_side_encryption_configuration", address, () => true)
      ? []
      : [`${address} must have a server-side encryption configuration, got none`]),
    ...(has(document, "aws_s3_bucket_public_access_block", address, (block) =>
      PUBLIC_ACCESS_SWITCHES.every((name) => block[name] === true),
    )
      ? []
      : [`${address} must have a public access block with all four switches on, got none`]),
  ]);

function has(
  document: StackDocument,
  type: string,
  bucket: string,
  accepts: (block: Readonly<Record<string, unknown>>) => boolean,
): boolean {
  return resources(document, type).some(({ block }) => refersTo(block.bucket, bucket) && accepts(block));
}
