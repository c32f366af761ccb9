import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import { stringify } from "yaml";
import type { Document } from "./documents";
import { relink } from "./markdown";

/**
 * Writes the documents as TypeDoc wants them: with their titles and chapters in front, and with links that lead from
 * the new place to the same files. Gives the paths of those that stand at the top.
 */
export function stage(root: string, folder: string, documents: readonly Document[]): string[] {
  rmSync(folder, { recursive: true, force: true });
  const known = new Set(documents.map(({ path }) => posix.join("docs", path)));
  for (const document of documents) {
    write(join(folder, "docs", document.path), staged(document, root, folder, known));
  }
  return documents
    .filter(({ chapter }) => chapter !== undefined)
    .map(({ path }) => join(folder, "docs", path));
}

function staged(document: Document, root: string, folder: string, known: ReadonlySet<string>): string {
  const { path, title, chapter, children, text } = document;
  const front = stringify({
    title,
    ...(chapter !== undefined && { group: chapter }),
    ...(children.length > 0 && {
      children: children.map((child) => `./${posix.relative(dirname(path), child)}`),
    }),
  });
  return `---\n${front}---\n${moved(text, join("docs", path), root, folder, known)}`;
}

/** The text of a file at another place, with links that lead where they led. */
export function moved(
  text: string,
  file: string,
  root: string,
  folder: string,
  known: ReadonlySet<string>,
): string {
  const linked = relink(text, (target) => {
    if (/^([a-z]+:|#)/.test(target)) return target;
    const [path = "", anchor] = target.split("#");
    const from = relative(root, resolve(root, dirname(file), path)).replaceAll("\\", "/");
    if (known.has(from)) return target;
    if (existsSync(join(root, from)) && statSync(join(root, from)).isDirectory()) return FOLDER;
    const there = isPicture(from) ? join(root, from) : copied(from, root, folder);
    const link = relative(dirname(join(folder, file)), there).replaceAll("\\", "/");
    return anchor === undefined ? link : `${link}#${anchor}`;
  });
  // A folder has no page: its name stays, the link goes.
  return linked.replace(new RegExp(`\\[([^\\]]*)\\]\\(${FOLDER}\\)`, "g"), "$1");
}

const FOLDER = "folder:";

const isPicture = (path: string): boolean => /\.(png|svg|jpe?g|gif|webp)$/.test(path);

/** A source as text: a browser would play a `.ts` file as a film. */
function copied(path: string, root: string, folder: string): string {
  const copy = join(folder, "sources", `${path}.txt`);
  write(copy, readFileSync(join(root, path), "utf8"));
  return copy;
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
