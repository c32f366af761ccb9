/**
 * Advance widths of Helvetica and Arial in thousandths of the font's size, for space to tilde: the fonts of the picture
 * are those and metric-compatible ones. https://adobe-type-tools.github.io/font-tech-notes/pdfs/5006.AFM_Spec.pdf
 */
const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Bold letters are wider; the widest difference of a small letter is 55 thousandths. */
const BOLD = 55;

/** What is not in the table, and the ellipsis: as wide as the widest letters. */
const OTHER = 1000;

/** Width of a text in pixels; never less than what it takes. */
export function widthOf(text: string, size: number, bold = false): number {
  const thousandths = Array.from(text).reduce((sum, character) => {
    const width = REGULAR[(character.codePointAt(0) ?? 0) - 32] ?? OTHER;
    return sum + width + (bold ? BOLD : 0);
  }, 0);
  return (thousandths * size) / 1000;
}

/** The text, or as much of it as fits, with an ellipsis. */
export function fitted(text: string, width: number, size: number, bold = false): string {
  if (widthOf(text, size, bold) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(`${characters.join("")}…`, size, bold) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}
