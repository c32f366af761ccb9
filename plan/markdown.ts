import type { Review } from "./review";
import { headline, nothing, sectionsOf } from "./sections";
import { CONTROLS } from "../environments/control-characters";
import { type Line, plural, type Section } from "./words";

/** What GitHub takes for one comment, in characters. Source: https://github.com/orgs/community/discussions/27190 */
export const LIMIT = 65_536;

/** Lines of a section that are seen without opening anything. */
const SEEN = 20;

/** Lines of a section that are written at all, as long as the whole is too long. */
const MOST = [Infinity, 500, 200, 100, 50, 20, 10, 5];

/** First line of a comment on a plan: by it, a job finds its own comment again. */
export const marker = (environment: string): string => `<!-- slipway-plan ${environment} -->`;

/** A review for a comment on a pull request: the same plan, the same bytes. */
export function markdownText(review: Review): string {
  const head = marker(review.environment);
  if (!review.changes) return `${head} ${prose(nothing(review))}\n`;
  const title = `## Plan of ${span(review.environment)}: ${prose(headline(review))}`;
  const sections = sectionsOf(review);
  const whole = (most: number, diagram: string | undefined) =>
    [head, title, ...sections.map((section) => sectionText(section, most)), ...drawn(diagram)].join("\n\n");
  const versions = [whole(Infinity, review.diagram), ...MOST.map((most) => whole(most, undefined))];
  const fitting = versions.find((text) => text.length < LIMIT) ?? cut(versions.at(-1) ?? "");
  return `${fitting}\n`;
}

function sectionText({ title, lines, aside }: Section, most: number): string {
  const written = lines.slice(0, most);
  const left = lines.length - written.length;
  const items = [
    ...written.map(item),
    ...(left === 0 ? [] : [`- ... and ${plural(left, "line")} more, in the output of the command`]),
  ];
  if (aside) return folded(title, items);
  const [seen, rest] = [items.slice(0, SEEN), items.slice(SEEN)];
  return [
    `### ${title}`,
    seen.join("\n"),
    ...(rest.length === 0 ? [] : [folded(`${rest.length} more`, rest)]),
  ].join("\n\n");
}

const folded = (summary: string, items: readonly string[]): string =>
  [`<details><summary>${summary}</summary>`, items.join("\n"), "</details>"].join("\n\n");

const item = ({ words, loud }: Line): string => {
  const text = words.map((word) => (typeof word === "string" ? prose(word) : span(word.code))).join("");
  return loud ? `- **${text}**` : `- ${text}`;
};

const FENCE = "```";

const drawn = (diagram: string | undefined): string[] =>
  diagram === undefined || diagram.includes(FENCE)
    ? []
    : [
        [
          "<details><summary>Diagram</summary>",
          `${FENCE}mermaid\n${diagram.trim()}\n${FENCE}`,
          "</details>",
        ].join("\n\n"),
      ];

/** The end of the road: whole lines, nothing left open. */
function cut(text: string): string {
  const note = "\n\n</details>\n\n... cut here: the rest is in the output of the command";
  const kept = text.slice(0, LIMIT - note.length - 2);
  const whole = kept.slice(0, kept.lastIndexOf("\n"));
  return `${whole}${whole.lastIndexOf("<details>") > whole.lastIndexOf("</details>") ? note : note.slice(12)}`;
}

/** Our own words, and names in them: nothing in them is markup, and nobody is called. */
const prose = (text: string): string =>
  flat(text)
    .replace(/[\\`*_[\]<|~&]/g, "\\$&")
    .replaceAll("@", "@\u200b");

/**
 * Text of a plan as a code span: longer marks than it has itself, one line, no markup and no mention in it.
 * Source: https://spec.commonmark.org/0.31.2/#code-spans
 */
export function span(text: string): string {
  const line = flat(text);
  if (line.trim() === "") return '`""`';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${mark}${space}${line}${space}${mark}`;
}

/** On one line. */
const flat = (text: string): string => text.replace(CONTROLS, " ").replace(/\s+/g, " ");
