import { lstatSync, readlinkSync } from "node:fs";
import { join, posix } from "node:path";

/** Linux follows as many links in one path (path_resolution(7)). */
const MAX_LINKS = 40;

/**
 * The links on the way to a file, and last the file itself, relative to the folder; `undefined` when the path leads to no file
 * in it.
 *
 * BuildKit gets the folder and nothing around it, so it reads an absolute link from the folder's own root and cannot leave the
 * folder by `..`: such a link means one thing here and another there, and counts as leading to no file.
 */
export function linkedFile(folder: string, path: string): string[] | undefined {
  const links: string[] = [];
  const behind: string[] = [];
  const ahead = path.split(posix.sep);
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (behind.pop() === undefined) return undefined;
      continue;
    }
    const here = [...behind, part].join(posix.sep);
    const entry = lstatSync(join(folder, here), { throwIfNoEntry: false });
    if (entry === undefined) return undefined;
    if (entry.isSymbolicLink()) {
      const target = readlinkSync(join(folder, here));
      if (posix.isAbsolute(target) || links.push(here) > MAX_LINKS) return undefined;
      ahead.unshift(...target.split(posix.sep));
    } else if (entry.isDirectory() === ahead.some((next) => next !== "" && next !== ".")) {
      behind.push(part);
    } else {
      return undefined;
    }
  }
  const file = behind.join(posix.sep);
  return lstatSync(join(folder, file)).isFile() ? [...links, file] : undefined;
}
