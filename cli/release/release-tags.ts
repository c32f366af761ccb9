import type { Environment } from "../../environments/model";
import { RELEASE_TAG_PREFIX } from "../../environments/rules/image-tags";
import type { ReleaseRecord } from "../../release/record";
import type { Progress } from "../../toolchain/progress";
import { ImageRepository } from "../build/repository";
import { addTags } from "../build/tagging";
import { digestOf } from "./changes";
import { nameIn } from "../../environments/rules/names";
import { releasableImages } from "../../environments/rules/released-images";

/**
 * Puts `release-<number>` on the images of a release that are built in the environment and have no tag of a release yet:
 * the lifecycle of a repository spares them from then on. What stands in the way of a tag is said, and no more: the
 * release has happened.
 */
export async function tagRelease(
  environment: Environment,
  { number, images }: Pick<ReleaseRecord, "number" | "images">,
  progress: Progress,
): Promise<void> {
  const tag = `${RELEASE_TAG_PREFIX}${number}`;
  for (const { name, image } of releasableImages(environment)) {
    const released = images[name];
    if (image.kind !== "build" || released === undefined) continue;
    const digest = digestOf(released);
    const repository = new ImageRepository(environment, nameIn(environment, name));
    const say = (message: string) => progress.say("release", `${repository.name}: ${message}`);
    try {
      const { tags } = await repository.details(digest);
      if (tags.some((each) => each.startsWith(RELEASE_TAG_PREFIX))) continue;
      const { added, taken } = await addTags(repository, { from: digest, digest }, [tag]);
      if (added.length > 0) say(`${digest} is ${tag} too`);
      for (const other of taken) {
        say(
          `${digest} has no tag of a release, so that it may expire: ${tag} stands for ${other.digest} already`,
        );
      }
    } catch (error) {
      say(`${digest} has no tag of a release, so that it may expire: ${(error as Error).message}`);
    } finally {
      repository.close();
    }
  }
}
