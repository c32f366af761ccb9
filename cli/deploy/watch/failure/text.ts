import { stripVTControlCharacters } from "node:util";

/** Columns that a terminal has at least, and a page of a build log too. */
const COLUMNS = 100;
/** Characters of a log line that are shown: one line may have 256 KiB. */
const MAX_LINE_LENGTH = 500;

/** A sentence in lines of at most a hundred columns; words are kept whole, so that an ARN can be copied. */
export function wrapped(indent: number, text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    const room = COLUMNS - indent - (lines.length > 0 ? 2 : 0);
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  if (line !== "") lines.push(line);
  return lines.map((each, index) => " ".repeat(index === 0 ? indent : indent + 2) + each);
}

/** What an application wrote, as it is, but nothing that changes a terminal. */
export function quoted(indent: number, text: string): string[] {
  const plain = stripVTControlCharacters(text).replaceAll("\t", "  ").replaceAll("\r", "");
  return plain.split("\n").map((line) => {
    const shown = line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line;
    return (" ".repeat(indent) + shown).trimEnd();
  });
}

/** `12:00:01 UTC`: a deployment does not take days. */
export const timeOf = (date: Date | undefined): string =>
  date === undefined ? "unknown time" : `${date.toISOString().slice(11, 19)} UTC`;
