import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";

export const readme = readFileSync(join(root, "README.md"), "utf8");

/** The fenced blocks of a language (`""` for none), in their order. */
export function blocks(language: string): string[] {
  return [...readme.matchAll(/^```([a-z]*)\n([^]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , text = ""]) => text);
}
