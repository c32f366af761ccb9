import { ECRClient, paginateDescribeImages, type ImageDetail } from "@aws-sdk/client-ecr";
import Table from "cli-table3";
import { ConfigurationError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { clientOptions } from "../emulator-variables";

export interface PushedImage {
  /** Sorted; empty for an image that has lost its tags. */
  readonly tags: readonly string[];
  /** `sha256:...` of the manifest. */
  readonly digest: string;
  /** As ECR counts it: compressed, in bytes. */
  readonly sizeBytes: number;
  /** ISO 8601, UTC. */
  readonly pushedAt: string;
}

/** The images of one repository, newest first. */
export async function pushedImages(environment: Environment, repositoryName: string): Promise<PushedImage[]> {
  const client = new ECRClient(clientOptions(environment));
  const images: PushedImage[] = [];
  try {
    for await (const page of paginateDescribeImages({ client }, { repositoryName })) {
      images.push(...(page.imageDetails ?? []).map(pushedImage));
    }
  } catch (error) {
    throw explained(error as Error, environment, repositoryName);
  } finally {
    client.destroy();
  }
  return images.sort((a, b) =>
    a.pushedAt === b.pushedAt ? compare(a.digest, b.digest) : compare(b.pushedAt, a.pushedAt),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const pushedImage = ({
  imageTags = [],
  imageDigest = "",
  imageSizeInBytes = 0,
  imagePushedAt,
}: ImageDetail) => ({
  tags: [...imageTags].sort(),
  digest: imageDigest,
  sizeBytes: imageSizeInBytes,
  pushedAt: (imagePushedAt ?? new Date(0)).toISOString(),
});

/** What lies in nobody's code here, in one sentence; anything else keeps its stack. */
function explained(error: Error, { account, name, region }: Environment, repositoryName: string): Error {
  const subject = `environment "${name}"`;
  if (error.name === "RepositoryNotFoundException") {
    return new ConfigurationError(subject, [
      `repository "${repositoryName}" must exist in account ${account} in ${region}, got none; make it with: npx slipway cdktf deploy '${name}-images'`,
    ]);
  }
  if (error.name === "CredentialsProviderError") {
    return new ConfigurationError(subject, [
      `AWS credentials of account ${account} must be in the process, got none; set AWS_PROFILE, or sign in`,
    ]);
  }
  if (
    ["AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException"].includes(error.name)
  ) {
    return new ConfigurationError(subject, [
      `AWS credentials must allow ecr:DescribeImages on "${repositoryName}" of account ${account} in ${region}, got ${error.name}: ${error.message}`,
    ]);
  }
  return error;
}

/** A table for people: one line per image, its tags below each other. */
export function imageTable(images: readonly PushedImage[]): string {
  const table = new Table({
    head: ["pushed", "tags", "size", "digest"],
    style: { head: [], border: [] },
  });
  for (const { pushedAt, tags, sizeBytes, digest } of images) {
    table.push([pushedAt, tags.length === 0 ? "-" : tags.join("\n"), mebibytes(sizeBytes), digest]);
  }
  return table.toString();
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
