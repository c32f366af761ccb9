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

/** Every command of the README: lines of `sh` blocks without their comments, and what stands in backticks. */
export function commands(): string[] {
  const lines = blocks("sh").flatMap((block) => block.split("\n").map((line) => line.replace(/\s+#.*$/, "")));
  const prose = readme.replaceAll(/^```[^]*?^```$/gm, "");
  const inline = [...prose.matchAll(/`((?:npm|npx|docker|eval) [^`]+)`/g)].map(([, command = ""]) => command);
  return [...new Set([...lines, ...inline])].filter((line) => line !== "");
}
