import dockerignore from "@balena/dockerignore";
import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { ignoreFile } from "../../environments/rules/ignore-file";

/**
 * Paths of the files and links that make up a build context, sorted, with forward slashes: all that the ignore
 * file lets through, and always the Dockerfile and the ignore file, as both decide what the build does.
 */
export function contextFiles(folder: string, dockerfile: string): string[] {
  const ignore = ignoreFile(folder, dockerfile);
  const filter = dockerignore().add([...(ignore?.patterns ?? [])]);
  const exceptions = (ignore?.patterns ?? []).some((pattern) => pattern.startsWith("!"));
  const always = [posix.normalize(dockerfile), ...(ignore === undefined ? [] : [ignore.path])];
  const found = new Set(always);
  const walk = (relative: string): void => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true })) {
      const path = posix.join(relative, entry.name);
      const ignored = filter.ignores(path);
      // A folder that is left out has to be read only when a `!` pattern can bring back something inside it.
      if (entry.isDirectory() && (!ignored || exceptions)) walk(path);
      if ((entry.isFile() || entry.isSymbolicLink()) && !ignored) found.add(path);
    }
  };
  walk("");
  return [...found].sort();
}
