import {
  DescribeImagesCommand,
  ECRClient,
  paginateDescribeImages,
  type ImageDetail,
  type ImageIdentifier,
} from "@aws-sdk/client-ecr";
import { itemsOf } from "../aws/items-of";
import Table from "cli-table3";
import type { Environment } from "../../environments/model";
import { clientOptions } from "../emulator-variables";
import { explained } from "./explained";

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
  const pages = paginateDescribeImages({ client }, { registryId: environment.account, repositoryName });
  let images: PushedImage[];
  try {
    images = (await itemsOf(pages, ({ imageDetails }) => imageDetails)).map(pushedImage);
  } catch (error) {
    throw explained(error as Error, { environment, repositoryName, action: "ecr:DescribeImages" });
  } finally {
    client.destroy();
  }
  return images.sort((a, b) =>
    a.pushedAt === b.pushedAt ? compare(a.digest, b.digest) : compare(b.pushedAt, a.pushedAt),
  );
}

/** One image of a repository, by its digest or a tag; `undefined` when it is not there. */
export async function findImage(
  environment: Environment,
  repositoryName: string,
  id: ImageIdentifier,
): Promise<PushedImage | undefined> {
  const client = new ECRClient(clientOptions(environment));
  try {
    const { imageDetails = [] } = await client.send(
      new DescribeImagesCommand({ registryId: environment.account, repositoryName, imageIds: [id] }),
    );
    return imageDetails[0] && pushedImage(imageDetails[0]);
  } catch (error) {
    if ((error as Error).name === "ImageNotFoundException") return undefined;
    throw explained(error as Error, { environment, repositoryName, action: "ecr:DescribeImages" });
  } finally {
    client.destroy();
  }
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

export const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
