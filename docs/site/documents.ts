import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { links, title } from "./markdown";

/** A Markdown document under `docs/`. */
export interface Document {
  /** From `docs/`, for example `guides/cruddur.md`. */
  readonly path: string;
  readonly title: string;
  readonly text: string;
  /** The chapter of the site; of a folder with a `README.md` only that has one, the others are below it. */
  readonly chapter?: string;
  /** Documents below it, by their paths. */
  readonly children: readonly string[];
}

/** The chapters of the site, and the documents in their order; `<folder>/README.md` brings its folder. */
export const CHAPTERS: Readonly<Record<string, readonly string[]>> = {
  Start: ["getting-started.md", "environment-reference.md", "routing.md", "guides/README.md"],
  "Review and deploy": ["plan.md", "policy.md", "diagram.md", "ci.md", "releases.md", "rollouts.md"],
  Operate: ["operations.md", "failures.md", "closed-networks.md"],
  Background: ["coverage.md", "decisions/README.md", "migrating-to-cdktn.md"],
};

/** Where a document stands that no chapter names: it is on the site, and a test asks for its place. */
export const UNPLACED = "More";

/** Folders of `docs/` that hold no documents. */
const NOT_DOCUMENTS = ["site", "images"];

/** Every document, in the order of the chapters, those of a folder in the order in which its `README.md` links them. */
export function readDocuments(root: string): Document[] {
  const texts = new Map(
    markdownFiles(root).map((path) => [path, readFileSync(join(root, "docs", path), "utf8")]),
  );
  const placed = Object.values(CHAPTERS).flat();
  const below = (path: string): string[] => (isOverview(path) ? ordered(path, texts) : []);
  const children = new Set([...texts.keys()].flatMap(below));
  const top = [...texts.keys()].filter((path) => !children.has(path));
  const rank = (path: string) => (placed.includes(path) ? placed.indexOf(path) : placed.length);
  return [...top.sort((a, b) => rank(a) - rank(b)), ...children].map((path) => {
    const text = texts.get(path) ?? "";
    return {
      path,
      text,
      title: title(text) ?? path,
      ...(!children.has(path) && { chapter: chapterOf(path) }),
      children: below(path),
    };
  });
}

export const chapterOf = (path: string): string =>
  Object.entries(CHAPTERS).find(([, paths]) => paths.includes(path))?.[0] ?? UNPLACED;

const isOverview = (path: string): boolean => posix.basename(path) === "README.md";

function ordered(overview: string, texts: ReadonlyMap<string, string>): string[] {
  const folder = dirname(overview);
  const linked = links(texts.get(overview) ?? "").map(({ target }) => posix.join(folder, target));
  const inside = [...texts.keys()].filter((path) => path !== overview && dirname(path) === folder);
  const rank = (path: string) => (linked.includes(path) ? linked.indexOf(path) : linked.length);
  return inside.sort((a, b) => rank(a) - rank(b));
}

function markdownFiles(root: string): string[] {
  const folder = join(root, "docs");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md") && !NOT_DOCUMENTS.includes(path.split("/")[0] ?? ""))
    .sort();
}
