import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  PutImageCommand,
  type Image,
} from "@aws-sdk/client-ecr";
import type { AuthConfigObject } from "dockerode";
import type { Environment } from "../../environments/model";
import { clientOptions } from "../emulator-variables";
import { explained } from "../registry/explained";

/** Kinds of manifests that a tag may stand for; ECR converts to the oldest one when it is not told. */
const MANIFESTS = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
];

const TAG_IS_THERE = new Set(["ImageAlreadyExistsException", "ImageTagAlreadyExistsException"]);

/** A repository of ECR, by its API. */
export class ImageRepository {
  private readonly client: ECRClient;

  constructor(
    private readonly environment: Environment,
    readonly name: string,
  ) {
    this.client = new ECRClient(clientOptions(environment));
  }

  /** With the account: ECR would look into the caller's own, whatever that is. */
  private get place() {
    return { registryId: this.environment.account, repositoryName: this.name };
  }

  close(): void {
    this.client.destroy();
  }

  /** Digest that each tag stands on; a tag, or a digest, that is not there is not in the answer. */
  async digests(names: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const name of names) {
      const digest = (await this.image(name))?.imageId?.imageDigest;
      if (digest !== undefined) found.set(name, digest);
    }
    return found;
  }

  /**
   * Puts a further tag on an image that is there: its manifest alone travels.
   *
   * @param from a tag that it has, or its digest
   * @returns the digest that the tag stands on afterwards: another one when somebody was faster
   */
  async addTag(from: string, tag: string): Promise<string | undefined> {
    const image = await this.image(from);
    try {
      await this.asking("ecr:PutImage", () =>
        this.client.send(
          new PutImageCommand({
            ...this.place,
            imageManifest: image?.imageManifest,
            imageManifestMediaType: image?.imageManifestMediaType,
            imageDigest: image?.imageId?.imageDigest,
            imageTag: tag,
          }),
        ),
      );
    } catch (error) {
      if (!TAG_IS_THERE.has((error as Error).name)) throw error;
    }
    return (await this.digests([tag])).get(tag);
  }

  /** All tags of an image, sorted, and its size as ECR counts it: compressed, in bytes. */
  async details(imageDigest: string): Promise<{ tags: string[]; sizeBytes: number }> {
    const { imageDetails = [] } = await this.asking("ecr:DescribeImages", () =>
      this.client.send(new DescribeImagesCommand({ ...this.place, imageIds: [{ imageDigest }] })),
    );
    const [image] = imageDetails;
    return { tags: [...(image?.imageTags ?? [])].sort(), sizeBytes: image?.imageSizeInBytes ?? 0 };
  }

  /** Twelve hours of access to the registry. */
  async signIn(serveraddress: string): Promise<AuthConfigObject> {
    const { authorizationData = [] } = await this.asking("ecr:GetAuthorizationToken", () =>
      this.client.send(new GetAuthorizationTokenCommand({})),
    );
    const text = Buffer.from(authorizationData[0]?.authorizationToken ?? "", "base64").toString();
    const colon = text.indexOf(":");
    return { username: text.slice(0, colon), password: text.slice(colon + 1), serveraddress };
  }

  private async image(name: string): Promise<Image | undefined> {
    const { images = [] } = await this.asking("ecr:BatchGetImage", () =>
      this.client.send(
        new BatchGetImageCommand({
          ...this.place,
          // A tag has no colon.
          imageIds: [name.includes(":") ? { imageDigest: name } : { imageTag: name }],
          acceptedMediaTypes: MANIFESTS,
        }),
      ),
    );
    return images[0];
  }

  private async asking<T>(action: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw explained(error as Error, { environment: this.environment, repositoryName: this.name, action });
    }
  }
}
