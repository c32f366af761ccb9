import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readDocuments } from "../../docs/site/documents";
import { blocks, inlineCode, type Block } from "../../docs/site/markdown";
import { root } from "../support/synth-environment";

/** Every document by its path from the root of the project, the README among them. */
export const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ["README.md", readFileSync(join(root, "README.md"), "utf8")],
  ...readDocuments(root).map(({ path, text }): [string, string] => [`docs/${path}`, text]),
]);

/** A block and where it stands, as `docs/releases.md:5`. */
export interface FoundBlock extends Block {
  readonly at: string;
}

export const BLOCKS: readonly FoundBlock[] = [...DOCUMENTS].flatMap(([path, text]) =>
  blocks(text).map((block) => ({ ...block, at: `${path}:${block.line}` })),
);

export const inLanguage = (...languages: readonly string[]): FoundBlock[] =>
  BLOCKS.filter(({ language }) => languages.includes(language));

/** What stands in backticks, with its document. */
export const INLINE: readonly (readonly [path: string, code: string])[] = [...DOCUMENTS].flatMap(
  ([path, text]) => [...new Set(inlineCode(text))].map((code) => [path, code] as const),
);
