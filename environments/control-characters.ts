/**
 * Characters that move the cursor, end a line, turn the direction of a text or have no width. In a log, a text with them
 * could pass for a line of another program, and a name with them for another name.
 */
export const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

export const hasControls = (text: string): boolean => text.search(CONTROLS) >= 0;

/** Control characters as `\u001b`, as JSON writes them: one escape for each UTF-16 code unit. */
export const escapeControls = (text: string): string =>
  text.replace(CONTROLS, (found) =>
    Array.from(
      { length: found.length },
      (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
