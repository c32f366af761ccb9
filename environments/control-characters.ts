/**
 * Characters that move the cursor, end a line or turn the direction of a text. In a log, a text with them could pass for
 * a line of another program.
 */
export const CONTROLS = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

export const hasControls = (text: string): boolean => text.search(CONTROLS) >= 0;

/** Control characters as `\u001b`, as JSON writes them. */
export const escapeControls = (text: string): string =>
  text.replace(CONTROLS, (found) =>
    Array.from(found, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  );
