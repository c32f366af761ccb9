/** Registry path with a tag or a digest: `registry/name:tag`, `name@sha256:<64 hex>`. */
const REFERENCE =
  /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** A reference that names one image: with a digest, or a tag other than `latest`. */
export function isPinnedImage(value: unknown): value is string {
  if (typeof value !== "string" || !REFERENCE.test(value)) return false;
  if (value.includes("@")) return true;
  const tag = /:([^/:]+)$/.exec(value)?.[1];
  return tag !== undefined && tag !== "latest";
}

/** ARN of the private ECR repository that a reference names; `undefined` for any other registry. */
export function ecrRepositoryArn(reference: string): string | undefined {
  const found = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)/.exec(reference);
  return found ? `arn:aws:ecr:${found[2]}:${found[1]}:repository/${found[3]}` : undefined;
}
