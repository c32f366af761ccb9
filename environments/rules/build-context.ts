import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** A build context must be a folder of the project, and its Dockerfile a file in it. */
export function buildContextProblems(
  path: string,
  root: string,
  build: { readonly context: string; readonly dockerfile: string },
): string[] {
  const folder = join(root, build.context);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return [
      `${path} must be a folder with a ${build.dockerfile}, got "${build.context}", which is no folder`,
    ];
  }
  const dockerfile = join(folder, build.dockerfile);
  if (!existsSync(dockerfile) || !statSync(dockerfile).isFile()) {
    return [
      `${path} must be a folder with a ${build.dockerfile}, got "${build.context}" without one; write that file there`,
    ];
  }
  return [];
}
