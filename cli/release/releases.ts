import type { Environment } from "../../environments/model";
import type { ReleaseRecord } from "../../release/record";
import { withReleases } from "../../release/store";
import { changesOf, imageText, reasonText, type ImageChange } from "./changes";

/** A release, and what it changed. */
interface ListedRelease {
  readonly release: ReleaseRecord;
  readonly changes: readonly ImageChange[];
}

/** The newest first: the first one is what runs. */
export async function listReleases(environment: Environment, most: number): Promise<ListedRelease[]> {
  // One more, as what the oldest one changed shows against the one before.
  const records = await withReleases(environment, (store) => store.list(most + 1));
  return records
    .slice(0, most)
    .map((release, index) => ({ release, changes: changesOf(release, records[index + 1]) }));
}

/** For people: a paragraph for each release. */
export const releasesText = (releases: readonly ListedRelease[]): string =>
  releases
    .map(({ release: { number, at, by, reason }, changes }, index) =>
      [
        `release ${number}${index === 0 ? " (current)" : ""}, ${at}: ${reasonText(reason)}, by ${by}`,
        ...(changes.length === 0 ? ["  no image changed"] : changes.flatMap(changeText)),
      ].join("\n"),
    )
    .join("\n\n");

function changeText({ name, before, after }: ImageChange): string[] {
  if (after === undefined) return [`  ${name}: no longer there`];
  return [
    `  ${name}: ${imageText(after)}`,
    before === undefined ? "    new" : `    before: ${imageText(before)}`,
  ];
}
