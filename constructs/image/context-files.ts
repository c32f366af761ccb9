import { isUtf8 } from "node:buffer";
import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { refuse, shown } from "../../environments/errors";
import { dockerfileFiles } from "../../environments/rules/build-context";
import { ignoreFile } from "../../environments/rules/ignore-file";
import { IgnoreFilter, type Verdict } from "../../environments/rules/ignore-filter";
import { readingProblem } from "../../environments/rules/reading";

/** Problems that a message shows. */
const MAX_SHOWN = 10;

/**
 * Paths of all that makes up a build context, except folders, sorted, with forward slashes: what the ignore file lets through,
 * and always the Dockerfile and the ignore file, as both decide what the build does.
 *
 * @param path the image as the user wrote it, for messages
 * @throws ConfigurationError with the files that cannot be sent
 */
export function contextFiles(folder: string, dockerfile: string, path = "image context"): string[] {
  const ignore = ignoreFile(folder, dockerfile);
  const filter = ignore?.filter ?? new IgnoreFilter([]);
  const found = new Set([
    ...(dockerfileFiles(folder, dockerfile) ?? [posix.normalize(dockerfile)]),
    ...(ignore?.files ?? []),
  ]);
  const problems: string[] = [];
  const walk = (relative: string, above?: Verdict): void => {
    for (const { name, isFolder, isUtf8Name } of entriesIn(folder, relative, above, problems)) {
      const entry = posix.join(relative, name);
      const verdict = filter.of(entry, above);
      if (verdict.isIgnored && (!isFolder || filter.isClosed(entry))) continue;
      if (!isUtf8Name) problems.push(`must have UTF-8 names in it, got ${shown(entry)} with other bytes`);
      else if (isFolder) walk(entry, verdict);
      else found.add(entry);
    }
  };
  walk("");
  refuseFiles(path, problems);
  return [...found].sort();
}

/** Throws with the problems of single files, of which a large context can have any number. */
export function refuseFiles(path: string, problems: readonly string[]): void {
  const more = problems.length - MAX_SHOWN;
  refuse("image", [
    ...problems
      .slice(0, MAX_SHOWN)
      .map((problem) => `${path} ${problem}; change it, or add it to the ignore file`),
    ...(more > 0 ? [`${path} has ${more} more such files`] : []),
  ]);
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isUtf8Name: boolean;
}

function entriesIn(
  folder: string,
  relative: string,
  above: Verdict | undefined,
  problems: string[],
): Entry[] {
  const full = join(folder, relative);
  try {
    const entries = readdirSync(full, { withFileTypes: true });
    // Node.js puts this character for what it cannot decode; a name may also have it.
    const broken = entries.some(({ name }) => name.includes("\uFFFD"))
      ? readdirSync(full, "buffer").filter((name) => !isUtf8(name))
      : [];
    const names = new Set(broken.map(String));
    return entries.map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
      isUtf8Name: !names.has(entry.name),
    }));
  } catch (error) {
    // Docker passes over an ignored folder that it cannot read.
    if (above?.isIgnored !== true) problems.push(readingProblem(error, folder));
    return [];
  }
}
