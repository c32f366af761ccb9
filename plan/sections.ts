import { accessLines } from "./access";
import { capacityLines } from "./capacity";
import { countLines, countText } from "./counts";
import { doorLines } from "./doors";
import { exposureLines } from "./exposure";
import { findingLines } from "./findings";
import { imageChangeLines } from "./images";
import { keptLines } from "./kept";
import { lossLines } from "./losses";
import { noteLines } from "./notes";
import { removalLines } from "./removals";
import type { Review } from "./review";
import { secretLines } from "./secrets";
import { variableLines } from "./variables";
import { type Line, line, listed, type Section, words } from "./words";

/** What is to be read of a review, the worst first; a section without lines is left out. */
export const sectionsOf = (review: Review): Section[] =>
  [
    section("Destroyed and replaced", lossLines(review.losses)),
    section("Order of removal", removalLines(review.removals)),
    section("Kept in AWS", keptLines(review.kept)),
    section("Not in this review", noteLines(review.notes)),
    section("Public exposure", exposureLines(review.exposures)),
    section("Security groups", doorLines(review.doors)),
    section("Rights", accessLines(review.access)),
    section("Policy", findingLines(review.findings)),
    section("Images", imageChangeLines(review.images)),
    section("Variables", variableLines(review.variables)),
    section("Secrets, by reference", secretLines(review.secrets)),
    section("Capacity", capacityLines(review.capacity)),
    section("All changes", [...countLines(review.counts), ...outputLines(review)], true),
  ].filter(({ lines }) => lines.length > 0);

const section = (title: string, lines: readonly Line[], aside = false): Section => ({ title, lines, aside });

const outputLines = ({ outputs }: Review): Line[] =>
  Object.entries(outputs).map(([stack, names]) => line(words`${stack} outputs: ${listed(names)}`));

/** The whole in one line: `2 added, 1 destroyed`. */
export function headline({ total, counts, notes }: Review): string {
  const all = countText(total);
  if (all !== "") return all;
  return counts.length === 0 && notes.some(({ kind }) => kind === "not-planned")
    ? "not planned yet"
    : "no resource changes";
}

/** All that is to be said when there is nothing to do. */
export const nothing = ({ environment }: Review): string =>
  `${environment} is as the sources say: there is nothing to change`;
