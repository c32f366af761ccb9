import { partitionOf } from "./partition";

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

/** A pinned reference that ends in a digest: whatever happens to tags, it names the same bytes. */
export const isReferenceByDigest = (value: unknown): value is string =>
  isPinnedImage(value) && value.includes("@");

/**
 * Hosts of private registries in every partition, also those for FIPS and for IPv6.
 * Source: https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
const ECR =
  /^(\d{12})\.(?:dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.(?:com|com\.cn|eu)|dkr-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.aws)\/([^:@]+)/;

/** ARN of the private ECR repository that a reference names; `undefined` for any other registry. */
export function ecrRepositoryArn(reference: string): string | undefined {
  const [, account, plain, dualStack, repository] = ECR.exec(reference) ?? [];
  const region = plain ?? dualStack;
  if (region === undefined) return undefined;
  return `arn:${partitionOf(region).id}:ecr:${region}:${account}:repository/${repository}`;
}
