import type { Answers } from "./fake-aws";

interface Asked {
  readonly registryId: string;
  readonly repositoryName: string;
  readonly imageIds: readonly [{ readonly imageDigest: string }];
}

/** Answers of a registry that is asked for digests alone: `account/repository@sha256:...`. */
export const registryAnswers = (images: ReadonlySet<string>): Answers => ({
  BatchGetImage(input) {
    const { registryId, repositoryName, imageIds } = input as Asked;
    const [{ imageDigest }] = imageIds;
    const found = images.has(`${registryId}/${repositoryName}@${imageDigest}`);
    return { body: { images: found ? [{ imageId: { imageDigest }, imageManifest: "{}" }] : [] } };
  },
});
