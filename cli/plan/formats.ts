import { extname } from "node:path";
import { markdownText } from "../../plan/markdown";
import type { Review } from "../../plan/review";
import { terminalText } from "../../plan/terminal";
import type { Colors } from "../../toolchain/colors";

export const FORMATS = ["terminal", "markdown", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** @param colors of the terminal's form */
export function written(review: Review, format: Format, colors: Colors): string {
  switch (format) {
    case "terminal":
      return terminalText(review, colors);
    case "markdown":
      return markdownText(review);
    case "json":
      return `${JSON.stringify(review, null, 2)}\n`;
  }
}

const BY_ENDING: Readonly<Record<string, Format>> = {
  ".md": "markdown",
  ".json": "json",
  ".txt": "terminal",
};

/** What a file holds: its ending says it, else the format that is printed. */
export const formatOf = (file: string, printed: Format): Format => BY_ENDING[extname(file)] ?? printed;
