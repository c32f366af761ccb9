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
  const sent = sentOfProject(folder, build.dockerfile, root);
  if (sent.paths.length === 0) return [];
  return [
    `${path} must leave out what is written in the project, got "${build.context}" with ${sent.paths.join(", ")}; add to its ${sent.file}: ${sent.lines.join(", ")}`,
  ];
}

/** What a context sends to the engine of that which is written in the project. */
export interface SentOfProject {
  /** Relative to the context; none when the ignore file leaves all of it out. */
  readonly paths: readonly string[];
  /** The ignore file that decides, there or not. */
  readonly file: string;
  /** What must be added to it. */
  readonly lines: readonly string[];
}

export function sentOfProject(folder: string, dockerfile: string, root: string): SentOfProject {
  const ignore = ignoreFile(folder, dockerfile);
  const file = ignore?.path ?? ".dockerignore";
  const project = projectIn(folder, root);
  if (project === undefined) return { paths: [], file, lines: [] };
  const filter = dockerignore().add([...(ignore?.patterns ?? [])]);
  const paths = WRITTEN.map((name) => posix.join(project, name)).filter((path) => !filter.ignores(path));
  return { paths, file, lines: project === "" || paths.length === 0 ? paths : [project] };
}

/** Where a folder has the project, with forward slashes, empty when they are the same; `undefined` when it is not in it. */
export function projectIn(folder: string, root: string): string | undefined {
  const way = relative(resolve(folder), resolve(root)).split(sep).join(posix.sep);
  return way === ".." || way.startsWith("../") ? undefined : way;
}
