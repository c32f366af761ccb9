import { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

/** For files, and for other programs. */
export const NO_COLORS: Colors = createColors(false);

/**
 * Colours for a terminal that shows them, https://no-color.org. What is piped is text alone: picocolors by itself colours it
 * where `CI` is set, and takes a stream's absent `isTTY` for a question to it.
 */
export function colorsFor(stream: { readonly isTTY?: boolean }): Colors {
  const { NO_COLOR = "", TERM } = process.env;
  return createColors(stream.isTTY === true && NO_COLOR === "" && TERM !== "dumb");
}
