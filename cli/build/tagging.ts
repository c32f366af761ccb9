import type { ImageRepository } from "./repository";

/** A tag that stands on another image than it should, and stays there. */
export interface TakenTag {
  readonly tag: string;
  readonly digest: string;
}

/** Those of the tags that stand on another image than `digest`, which is absent when there is no image yet. */
export function takenTags(
  tags: readonly string[],
  digest: string | undefined,
  found: ReadonlyMap<string, string>,
): TakenTag[] {
  return tags.flatMap((tag) => {
    const other = found.get(tag);
    return other === undefined || other === digest ? [] : [{ tag, digest: other }];
  });
}

/**
 * Puts tags on the image that `from` stands for. A tag is never moved, not even where the repository would let it:
 * the same commit with other content (an ignored file, another base image) is another image.
 */
export async function addTags(
  repository: Pick<ImageRepository, "digests" | "addTag">,
  { from, digest }: { readonly from: string; readonly digest: string },
  tags: readonly string[],
): Promise<{ readonly added: readonly string[]; readonly taken: readonly TakenTag[] }> {
  const found = await repository.digests(tags);
  const added: string[] = [];
  const taken = takenTags(tags, digest, found);
  for (const tag of tags.filter((each) => !found.has(each))) {
    const now = await repository.addTag(from, tag);
    if (now === undefined || now === digest) added.push(tag);
    else taken.push({ tag, digest: now });
  }
  return { added, taken };
}

/** One line for people. */
export const takenText = ({ tag, digest }: TakenTag): string =>
  `tag ${tag} must stand for one image, got ${digest} in the repository, which has other content; ` +
  "commit what differs (also ignored files and build arguments count), or set SLIPWAY_EXTRA_TAGS= for no git tags";
