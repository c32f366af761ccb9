import { stripVTControlCharacters } from "node:util";
import type { createColors } from "picocolors";
import type { Review } from "./review";
import { headline, nothing, sectionsOf } from "./sections";
import { CONTROLS } from "../environments/control-characters";
import type { Line, Words } from "./words";

type Colors = Pick<ReturnType<typeof createColors>, "bold" | "cyan" | "red">;

/** A review for a terminal, or for the log of a job. */
export function terminalText(review: Review, { bold, cyan, red }: Colors): string {
  if (!review.changes) return `${nothing(review)}\n`;
  const shown = ({ words, loud }: Line): string => {
    const text = words
      .map((word) => (typeof word === "string" || loud ? plain(word) : cyan(plain(word))))
      .join("");
    return loud ? bold(red(`! ${text}`)) : `  ${text}`;
  };
  return [
    bold(`Plan of ${review.environment}: ${headline(review)}`),
    ...sectionsOf(review).flatMap(({ title, lines }) => ["", bold(title), ...lines.map(shown)]),
    "",
  ].join("\n");
}

/** Text of a plan moves no cursor and begins no line, also where it is in words of ours: the class of a database. */
const plain = (word: Words[number]): string =>
  stripVTControlCharacters(typeof word === "string" ? word : word.code).replace(CONTROLS, " ");
