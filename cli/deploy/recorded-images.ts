import type { ReleaseRecord, ReleasedImage } from "../../release/record";
import { changesOf } from "../release/changes";
import { DeploymentError } from "./errors";
import { imageParts } from "./plan/planned-images";

/** Where an image that is deployed now comes from, if a commit holds it. */
export type Origin = Pick<ReleasedImage, "commit" | "version">;

interface Released {
  /** What runs, by the image's name: references as the task definitions have them. */
  readonly running: ReadonlyMap<string, string>;
  readonly digestOf: (reference: string) => Promise<string | undefined>;
  /** Images that this deployment was given. */
  readonly given: Readonly<Record<string, ReleasedImage>>;
  readonly before: ReleaseRecord | undefined;
  /** Of an image that is built from these sources. */
  readonly origin: (name: string) => Origin;
}

/** The images of a release: by digest, each with what is known of it from the first deployment of this content on. */
export async function recordedImages({
  running,
  digestOf,
  given,
  before,
  origin,
}: Released): Promise<Record<string, ReleasedImage>> {
  const images: Record<string, ReleasedImage> = {};
  for (const [name, reference] of running) {
    const { repository, tag } = imageParts(reference);
    const digest = await digestOf(reference);
    if (digest === undefined) {
      throw new DeploymentError(
        `no release was recorded: the registry has no image ${reference}, which ${name} runs; deploy again`,
      );
    }
    const image = `${repository}@${digest}`;
    const known = [given[name], before?.images[name]].find((each) => each?.image.endsWith(`@${digest}`));
    images[name] = { ...(tag !== undefined && { tag }), ...origin(name), ...known, image };
  }
  return images;
}

/** Whether two releases run the same. */
export const sameImages = (one: ReleaseRecord["images"], other: ReleaseRecord["images"]): boolean =>
  changesOf({ images: one }, { images: other }).length === 0;
