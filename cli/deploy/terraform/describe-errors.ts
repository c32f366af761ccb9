import { describeImageFailure } from "../../build/image-failures";
import { describeExisting } from "./existing-resource";
import type { TerraformPlace } from "./places";

/**
 * Describes errors of Terraform for the user, with an empty line between two: images by their Dockerfile or registry,
 * everything else in Terraform's own words, and what they mean where Terraform does not tell.
 *
 * @param place of the stack
 * @param errors without their frames
 */
export const describeErrors = (place: TerraformPlace, errors: readonly string[]): string[] =>
  errors
    .flatMap((error) => [
      "",
      ...(describeImageFailure(place.folder, error) ?? [...indent(error), ...describeExisting(place, error)]),
    ])
    .slice(1);

const indent = (error: string): string[] =>
  error.split("\n").map((line) => (line.trim() === "" ? "" : `  ${line}`));
