import { realpathSync } from "node:fs";
import { join, posix, relative, resolve, sep } from "node:path";
import { shown } from "../errors";

/**
 * A build context that is a link, or is behind one, must stay where its path says: inside the project, or inside the folder
 * above it that the path begins with (`../..`). Elsewhere the same path is another folder on every machine.
 */
export function linkProblems(path: string, root: string, context: string): string[] {
  const [above = ""] = /^(\.\.(\/|$))*/.exec(context) ?? [];
  const folder = realpathSync(join(root, context));
  if (projectIn(realpathSync(join(root, above)), folder) !== undefined) return [];
  const border = above === "" ? "the project" : `"${above.replace(/\/$/, "")}"`;
  return [
    `${path} must be a folder in ${border}, got ${shown(context)}, a link to ${folder}; name the folder itself, or copy it`,
  ];
}

/** Where a folder has the project, with forward slashes, empty when they are the same; `undefined` when it is not in it. */
export function projectIn(folder: string, root: string): string | undefined {
  const way = relative(resolve(folder), resolve(root)).split(sep).join(posix.sep);
  return way === ".." || way.startsWith("../") ? undefined : way;
}
