import { RefusedError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import type { ReleasedImage } from "../../release/record";
import { ImageRepository } from "../build/repository";
import { digestOf } from "./changes";
import type { NamedImage } from "../../environments/rules/released-images";
import { pulledFrom } from "./pulled-from";

/** An image that is to run in an environment. */
interface WantedImage {
  readonly named: NamedImage;
  readonly released: ReleasedImage;
}

/**
 * Refuses images that their repository does not have any longer: tasks would be started, and fail.
 *
 * @param environment where the images are to run
 * @param what for the message, for example `release 3`
 */
export async function requirePresent(
  environment: Environment,
  wanted: readonly WantedImage[],
  what: string,
): Promise<void> {
  const problems: string[] = [];
  for (const { named, released } of wanted) {
    const digest = digestOf(released);
    const place = pulledFrom(environment, named);
    const owner = named.image.kind === "build" ? environment.name : named.image.origin.environment;
    const repository = new ImageRepository({ ...environment, ...place, name: owner }, place.repository);
    try {
      if ((await repository.digests([digest])).has(digest)) continue;
    } finally {
      repository.close();
    }
    problems.push(
      `image ${named.name} of ${what} must be in repository "${place.repository}" of account ${place.account} in ${place.region}, got none with ${digest}; ${remedy(environment, named)}`,
    );
  }
  if (problems.length > 0)
    throw new RefusedError(`deploy ${what} to environment "${environment.name}"`, problems);
}

/** What helps when an image is gone from where the tasks pull it. */
function remedy({ name }: Environment, { image }: NamedImage): string {
  const expired = "it has expired or was deleted";
  if (image.kind === "build") {
    return `${expired}: choose another release of those that npx slipway releases ${name} lists`;
  }
  return image.replicated
    ? "replication may need some minutes: try again"
    : `${expired}: release again from environment "${image.origin.environment}" on`;
}
