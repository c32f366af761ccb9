/** A link or a picture of a document. */
export interface Link {
  readonly target: string;
  /** Line of the document, from 1. */
  readonly line: number;
}

/** A block between fences. */
export interface Block {
  /** The word behind the first fence; empty for none. */
  readonly language: string;
  readonly text: string;
  /** Line of the first fence, from 1. */
  readonly line: number;
  /** What `<!-- not run: ... -->` on the line before says, where there is one. */
  readonly notRun?: string;
  /** The file that `<!-- shown in: ... -->` on the line before names: it has the text of the block. */
  readonly shownIn?: string;
}

const FENCE = /^([ \t]*)(```+|~~~+)([^\n`~]*)\n([^]*?)^\1\2[ \t]*$/gm;
const INLINE_CODE = /`[^`\n]*`/g;
const TARGETS = /(?<=\]\()[^()\s]+(?=\))|(?<=(?:src|srcset|href)=")[^"]+(?=")/g;

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** The same length and lines, without what stands between fences or in backticks. */
function withoutCode(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  return text.replace(FENCE, blank).replace(INLINE_CODE, blank);
}

export const links = (text: string): Link[] =>
  [...withoutCode(text).matchAll(TARGETS)].map(({ 0: target, index }) => ({
    target,
    line: lineAt(text, index),
  }));

/** The document with other targets behind its links and pictures. */
export function relink(text: string, change: (target: string) => string): string {
  let result = "";
  let end = 0;
  for (const { 0: target, index } of withoutCode(text).matchAll(TARGETS)) {
    result += text.slice(end, index) + change(target);
    end = index + target.length;
  }
  return result + text.slice(end);
}

export const blocks = (text: string): Block[] =>
  [...text.matchAll(FENCE)].map(({ 3: info = "", 4: inner = "", index }) => {
    const before = /<!-- (not run|shown in): ([^\n]+?) -->\s*$/.exec(text.slice(0, index));
    return {
      language: info.trim(),
      text: inner,
      line: lineAt(text, index),
      ...(before?.[1] === "not run" && { notRun: before[2] }),
      ...(before?.[1] === "shown in" && { shownIn: before[2] }),
    };
  });

/** What stands in backticks outside of blocks. */
export const inlineCode = (text: string): string[] =>
  [...text.replace(FENCE, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);

export const title = (text: string): string | undefined => /^# (.+)$/m.exec(text)?.[1]?.replaceAll("`", "");

/** Where links with `#` can lead, by GitHub's rule. */
export function anchors(text: string): string[] {
  const headings = [...text.replace(FENCE, "").matchAll(/^#{1,6} (.+)$/gm)].map(
    ([, heading = ""]) => heading,
  );
  return headings.map((heading) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{Pc} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
