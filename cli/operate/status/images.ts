import type { Environment, Service } from "../../../environments/model";
import { releasedImages } from "../../../environments/rules/released-images";
import type { ReleaseRecord } from "../../../release/record";
import type { RunningImage, RunningImages } from "../../deploy/watch/running-images";
import { findImage } from "../../registry/images";
import { digestOf } from "../../release/changes";
import { pulledFrom } from "../../release/pulled-from";
import type { ImageStatus } from "./model";

/** The tag that an image's name ends with; the port of a registry is none. */
export const tagIn = (image: string): string | undefined =>
  /:([^/:@]+)(?:@.*)?$/.exec(image.replace(/@.*$/, ""))?.[1];

/** `sha256:...` of what runs: as ECS says it, or as the image is named. */
export const digestIn = ({ digest, image }: RunningImage): string | undefined =>
  digest ?? (image.includes("@") ? digestOf({ image }) : undefined);

/** The newest release in which an image of the environment was this one. */
export function releaseOf(
  name: string,
  running: RunningImage,
  releases: readonly ReleaseRecord[],
): number | undefined {
  const digest = digestIn(running);
  const tag = tagIn(running.image);
  return releases.find(({ images }) => {
    const released = images[name];
    if (released === undefined) return false;
    return digest === undefined
      ? released.tag !== undefined && released.tag === tag
      : digestOf(released) === digest;
  })?.number;
}

/** What runs in a service's containers, with when it was pushed and which release it is. */
export async function imageStatuses(
  environment: Environment,
  service: Service,
  running: RunningImages,
  releases: readonly ReleaseRecord[],
): Promise<ImageStatus[]> {
  const released = releasedImages(service);
  return Promise.all(
    Object.entries(running).map(async ([container, each]): Promise<ImageStatus> => {
      const digest = digestIn(each);
      const named = released.find(({ name }) => name.split("/").at(-1) === container);
      if (named === undefined) return { container, image: each.image, digest, tags: [] };
      const { account, region, repository } = pulledFrom(environment, named);
      const tag = tagIn(each.image);
      const id = digest === undefined ? { imageTag: tag } : { imageDigest: digest };
      const pushed = await findImage({ ...environment, account, region }, repository, id);
      return {
        container,
        image: each.image,
        digest: digest ?? pushed?.digest,
        tags: pushed?.tags ?? (tag === undefined ? [] : [tag]),
        pushedAt: pushed?.pushedAt,
        release: releaseOf(named.name, each, releases),
      };
    }),
  );
}
