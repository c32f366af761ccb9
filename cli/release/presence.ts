import { ConfigurationError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import type { ReleasedImage } from "../../release/record";
import { ImageRepository } from "../build/repository";
import { digestOf } from "./changes";
import type { NamedImage } from "./image-names";

/** An image that is to run in an environment. */
export interface WantedImage {
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
    const place = placeOf(environment, named);
    const repository = new ImageRepository(place, place.repository);
    try {
      if ((await repository.digests([digest])).has(digest)) continue;
    } finally {
      repository.close();
    }
    problems.push(
      `image ${named.name} of ${what} must be in repository "${place.repository}" of account ${place.account} in ${place.region}, got none with ${digest}; ${place.todo}`,
    );
  }
  if (problems.length > 0) throw new ConfigurationError(`environment "${environment.name}"`, problems);
}

/** Where the tasks pull an image from. */
function placeOf(environment: Environment, { name, image }: NamedImage) {
  const { project, name: own } = environment;
  const expired = `it has expired or was deleted: choose another release of those that npx slipway releases ${own} lists`;
  if (image.kind === "build") {
    return { ...environment, repository: `${project}-${own}-${name}`, todo: expired };
  }
  const { origin, replicated } = image;
  const place = { ...environment, name: origin.environment, repository: origin.repository };
  if (replicated) return { ...place, todo: "replication may need some minutes: try again" };
  return {
    ...place,
    account: origin.account,
    region: origin.region,
    todo: `it has expired or was deleted: release again from environment "${origin.environment}" on`,
  };
}
