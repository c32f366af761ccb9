import type { ReleasedImage, ReleaseReason, ReleaseRecord } from "../../release/record";

/** What a release changed about one image, against the release before. */
export interface ImageChange {
  readonly name: string;
  /** Absent: the release before did not have it. */
  readonly before?: ReleasedImage;
  /** Absent: the release does not have it any longer. */
  readonly after?: ReleasedImage;
}

/** In the order of the names; images that stayed are not among them. */
export function changesOf(
  { images }: Pick<ReleaseRecord, "images">,
  before: Pick<ReleaseRecord, "images"> | undefined,
): ImageChange[] {
  const was = before?.images ?? {};
  return [...new Set([...Object.keys(was), ...Object.keys(images)])].sort().flatMap((name) => {
    const old = was[name];
    const now = images[name];
    if (old && now && sameDigest(old, now)) return [];
    return [{ name, ...(old && { before: old }), ...(now && { after: now }) }];
  });
}

/** `sha256:...` */
export const digestOf = ({ image }: Pick<ReleasedImage, "image">): string =>
  image.slice(image.lastIndexOf("@") + 1);

/** Whatever registry they name. */
export const sameDigest = (one: ReleasedImage, other: ReleasedImage | undefined): boolean =>
  other !== undefined && digestOf(one) === digestOf(other);

/** Digits of a digest, and of a commit, by which people tell them apart. */
const SHOWN_DIGITS = 12;

const shortDigest = (image: Pick<ReleasedImage, "image">): string =>
  digestOf(image).slice(0, "sha256:".length + SHOWN_DIGITS);

/** For people: `v1.2.0, src-0123456789abcdef0123, commit 0123456789ab, sha256:0123456789ab`. */
export const imageText = (image: ReleasedImage): string =>
  [
    image.version,
    image.tag,
    image.commit === undefined ? undefined : `commit ${image.commit.slice(0, SHOWN_DIGITS)}`,
    shortDigest(image),
  ]
    .filter((part) => part !== undefined)
    .join(", ");

/** For people: `promoted from staging 12`. */
export function reasonText(reason: ReleaseReason): string {
  switch (reason.kind) {
    case "deploy":
      return "deploy";
    case "promote":
      return `promoted from ${reason.from} ${reason.release}`;
    case "rollback":
      return `rolled back to ${reason.to}`;
  }
}
