import dockerignore from "@balena/dockerignore";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";

/**
 * Paths of the files and links that make up a build context, sorted, with forward slashes: all that the ignore
 * file lets through, and always the Dockerfile and the ignore file, as both decide what the build does.
 */
export function contextFiles(folder: string, dockerfile: string): string[] {
  const ignore = ignoreFile(folder, dockerfile);
  const filter = dockerignore().add(ignore?.patterns ?? []);
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

/** The ignore file that BuildKit uses: `<dockerfile>.dockerignore` instead of `.dockerignore` when there is one. */
function ignoreFile(folder: string, dockerfile: string): { path: string; patterns: string[] } | undefined {
  for (const path of [posix.normalize(`${dockerfile}.dockerignore`), ".dockerignore"]) {
    const file = join(folder, path);
    if (!existsSync(file)) continue;
    const lines = readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
    return { path, patterns: lines.map((line) => line.trim()) };
  }
  return undefined;
}
