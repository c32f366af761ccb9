import type { Image } from "../topics/image";
import type { BuildOptions } from "../dockerfile/variables";
import { buildContextProblems } from "./build-context";
import { ecrRepositoryArn } from "./image-reference";
import { imageUserProblems } from "./image-user";
import { isWindows, type TaskPlatform } from "./platform";

/**
 * Whether the image of a container can be built and pulled, and by whom it runs.
 *
 * @param path the container as the user wrote it, for example `services.web`
 */
export function containerImageProblems(
  path: string,
  { image, user }: { readonly image?: Image; readonly user?: string },
  platform: TaskPlatform & Required<Pick<BuildOptions, "architecture">>,
  root: string,
): string[] {
  if (image === undefined) return [];
  if (image.kind === "external") {
    return image.credentials !== undefined && ecrRepositoryArn(image.uri) !== undefined
      ? [
          `${path}.image.credentials must not be set for an image in ECR, got "${image.uri}"; ECS signs in there by itself`,
        ]
      : [];
  }
  // What another environment builds is judged there.
  if (image.kind === "promoted") return [];
  if (isWindows(platform)) {
    return [
      `${path}.image must be built elsewhere for Windows, got a Dockerfile; give the uri of an image that a Windows machine built`,
    ];
  }
  const problems = buildContextProblems(`${path}.image`, root, image);
  // Stages and user can be read only from a Dockerfile.
  if (problems.length > 0) return problems;
  const build = { ...image, architecture: platform.architecture };
  return imageUserProblems(path, root, { build, ...(user !== undefined && { user }) });
}
