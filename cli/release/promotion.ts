import { RefusedError, shown } from "../../environments/errors";
import type { Environment, Promoted, Service } from "../../environments/model";
import type { ReleasedImage, ReleaseRecord } from "../../release/record";
import { releasedImages } from "../../environments/rules/released-images";
import { namedService } from "../named-service";
import { imageSource } from "./image-source";
import { releasingCommand } from "./next-command";
import { pulledImage } from "./pulled-from";

/** An image of one environment that comes from another. */
interface PromotedImage {
  readonly service: Service;
  readonly name: string;
  readonly image: Promoted;
}

/** Stands for every service that is promoted from the environment. */
const ALL = "all";

/**
 * The images that a promotion is about: those of the named services, with the containers beside them.
 *
 * @throws RefusedError when a service is unknown, or its image is not promoted from that environment
 */
export function promotedImages(target: Environment, from: string, names: readonly string[]): PromotedImage[] {
  const of = (service: Service): PromotedImage[] =>
    releasedImages(service).flatMap(({ name, image }) =>
      image.kind === "promoted" && image.from === from ? [{ service, name, image }] : [],
    );
  const wanted = `{ from: ${shown(from)} }`;
  if (names.includes(ALL)) {
    const images = target.services.flatMap(of);
    if (images.length > 0) return images;
    const said = target.services.map(({ name, image }) => `${name}: ${imageSource(image)}`).join(", ");
    throw new RefusedError(`promote from "${from}" to "${target.name}"`, [
      `the image of a service must be ${wanted} to be promoted from there, got none (${said})`,
    ]);
  }
  const services = [...new Set(names)].map((name) => namedService(target, name));
  const problems = services
    .filter((service) => of(service).length === 0)
    .map(
      ({ name, image }) =>
        `services.${name}.image must be ${wanted} to be promoted from there, got ${imageSource(image)}`,
    );
  if (problems.length > 0) throw new RefusedError(`promote from "${from}" to "${target.name}"`, problems);
  return services.flatMap(of);
}

/** What an image becomes: the same digest, in the repository that the environment pulls from. */
export interface Promotion extends PromotedImage {
  /** As the source has released it. */
  readonly source: ReleasedImage;
  /** As it will run. */
  readonly released: ReleasedImage;
}

/** @throws RefusedError when the release lacks one of the images */
export function promotionsOf(
  target: Environment,
  images: readonly PromotedImage[],
  { environment: source, release }: { readonly environment: Environment; readonly release: ReleaseRecord },
): Promotion[] {
  const missing = images.filter(({ image }) => release.images[image.service] === undefined);
  if (missing.length > 0) {
    const has = Object.keys(release.images).join(", ");
    throw new RefusedError(
      `promote from "${source.name}" to "${target.name}"`,
      missing.map(
        ({ image }) =>
          `release ${release.number} must have image ${image.service} to be promoted, got ${has}; release it: ${releasingCommand(source)}`,
      ),
    );
  }
  return images.flatMap((promoted) => {
    const recorded = release.images[promoted.image.service];
    return recorded === undefined
      ? []
      : [{ ...promoted, source: recorded, released: pulledImage(target, promoted, recorded) }];
  });
}
