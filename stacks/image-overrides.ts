import { ConfigurationError, shown } from "../environments/errors";
import type { Environment } from "../environments/model";
import { suggestion } from "../environments/problems";
import { isReferenceByDigest } from "../environments/rules/image-reference";
import { releasableImages } from "../environments/rules/released-images";

/** References by the names of images, as `SLIPWAY_IMAGES` holds them. */
export type ImageOverrides = Readonly<Record<string, string>>;

const VARIABLE = "SLIPWAY_IMAGES";

/**
 * Reads the value of `SLIPWAY_IMAGES`; which names there are is up to the environment.
 *
 * @throws ConfigurationError unless it is a JSON object of texts
 */
export function parseOverrides(value: string): ImageOverrides {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    parsed = undefined;
  }
  const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  if (!isObject || !Object.values(parsed ?? {}).every((each) => typeof each === "string")) {
    throw new ConfigurationError(VARIABLE, [
      `${VARIABLE} must be a JSON object with a reference for each image, got ${shown(value)}`,
    ]);
  }
  return parsed as ImageOverrides;
}

/**
 * @throws ConfigurationError unless there is one environment, each image is one of its own, and none could change under
 * its reference
 */
export function checkOverrides(environments: readonly Environment[], overrides: ImageOverrides): void {
  const [environment, ...others] = environments;
  if (environment === undefined) return;
  if (others.length > 0) {
    throw new ConfigurationError(VARIABLE, [
      `${VARIABLE} must come with one environment, got ${environments.map(({ name }) => name).join(", ")}; name it in SLIPWAY_ENVIRONMENT`,
    ]);
  }
  const known = releasableImages(environment).map(({ name }) => name);
  const names = known.length === 0 ? "none" : known.join(", ");
  const problems = Object.entries(overrides).flatMap(([name, reference]) => [
    ...(known.includes(name)
      ? []
      : [
          `${VARIABLE} must name images that environment ${shown(environment.name)} builds or gets by promotion (${names}), got ${shown(name)}${suggestion(name, known)}`,
        ]),
    ...(isReferenceByDigest(reference)
      ? []
      : [
          `${VARIABLE}[${shown(name)}] must be a reference by digest such as registry/name@sha256:<64 hex digits>, got ${shown(reference)}`,
        ]),
  ]);
  if (problems.length > 0) throw new ConfigurationError(VARIABLE, problems);
}
