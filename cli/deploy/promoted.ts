import { NotReadyError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { releasableImages } from "../../environments/rules/released-images";
import type { ReleasedImage, ReleaseRecord } from "../../release/record";

type Images = Readonly<Record<string, ReleasedImage>>;

/**
 * Terraform reads promoted images from the record of the current release. What is not there, and not given either, is
 * refused before anything is planned.
 */
export function requirePromoted(
  environment: Environment,
  current: ReleaseRecord | undefined,
  given: Images = {},
): void {
  const problems = promotionProblems(environment, { ...current?.images, ...given }, current);
  if (problems.length > 0) throw new NotReadyError(`environment "${environment.name}"`, problems);
}

/** What is not there of the images that Terraform reads from the record of the current release. */
export function promotionProblems(
  environment: Environment,
  known: Images,
  current: ReleaseRecord | undefined,
): string[] {
  return releasableImages(environment).flatMap(({ name, image }) =>
    image.kind === "build" || known[name] !== undefined
      ? []
      : [
          `image "${name}" must have been promoted, got ${current === undefined ? "no release" : `release ${current.number} without it`}; ` +
            `run: npx slipway promote all --from ${image.from} --to ${environment.name}`,
        ],
  );
}
