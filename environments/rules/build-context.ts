import dockerignore from "@balena/dockerignore";
import { existsSync, statSync } from "node:fs";
import { join, posix, relative, resolve, sep } from "node:path";
import { ignoreFile } from "./ignore-file";

/** What the commands write into the project: in an image it would change the image's content with each of them. */
const WRITTEN = ["cdktf.out", ".slipway", "node_modules"];

/** A build context must be a folder, its Dockerfile a file in it, and nothing that is written by a build may be in it. */
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
  const project = projectIn(folder, root);
  if (project === undefined) return [];
  const ignore = ignoreFile(folder, build.dockerfile);
  const filter = dockerignore().add([...(ignore?.patterns ?? [])]);
  const sent = WRITTEN.map((name) => posix.join(project, name)).filter((each) => !filter.ignores(each));
  if (sent.length === 0) return [];
  const lines = project === "" ? sent.join(", ") : project;
  return [
    `${path} must leave out what is written in the project, got "${build.context}" with ${sent.join(", ")}; add to its ${ignore?.path ?? ".dockerignore"}: ${lines}`,
  ];
}

/** Where a folder has the project, with forward slashes, empty when they are the same; `undefined` when it is not in it. */
export function projectIn(folder: string, root: string): string | undefined {
  const way = relative(resolve(folder), resolve(root)).split(sep).join(posix.sep);
  return way === ".." || way.startsWith("../") ? undefined : way;
}
