import { splitWords, WordError } from "./words";

export interface Heredoc {
  /** Line that ends it. */
  readonly name: string;
  /** Leading tabs of that line are ignored (`<<-`). */
  readonly tabs: boolean;
}

const TAKES_HEREDOCS = /^(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\s/i;
const HEREDOC = /^\d*<<(-?)([^<]+)$/;

/** Heredocs whose contents follow an instruction, in their order. */
export function heredocsOf(instruction: string): Heredoc[] {
  if (!TAKES_HEREDOCS.test(instruction) || !instruction.includes("<<")) return [];
  return wordsOf(instruction, "kept").flatMap((word) => {
    const [, dash, rest] = HEREDOC.exec(word) ?? [];
    const [name, ...more] = rest === undefined ? [] : wordsOf(rest.trimStart(), "removed");
    return name === undefined || more.length > 0 ? [] : [{ name, tabs: dash === "-" }];
  });
}

/** No words where a quote is not closed: Docker sees no heredoc there either. */
function wordsOf(text: string, quotes: "kept" | "removed"): string[] {
  try {
    return splitWords(text, quotes);
  } catch (error) {
    if (error instanceof WordError) return [];
    throw error;
  }
}
