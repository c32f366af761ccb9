import type { Filter } from "@aws-sdk/client-ec2";
import type { Values } from "../../../../plan/plan-json";
import type { Tags } from "../own-tags";

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** A filter of EC2. Emulators ignore some, so each answer is compared with what was asked for. */
export const filter = (Name: string, ...Values: string[]): Filter => ({ Name, Values });

/** The environment's own tags, and the tag `Name` where the plan sets one. */
export function wantedTags({ tags_all, tags }: Values, own: Tags): Tags {
  const name = ((tags_all ?? tags) as Values | null | undefined)?.Name;
  return { ...own, ...(typeof name === "string" && { Name: name }) };
}

/**
 * Asks EC2 for what has the tags of a planned resource. Emulators ignore some filters, so the answer is compared with the
 * tags again.
 *
 * @param ask gets the filters
 */
export async function withTags<Item extends { readonly Tags?: readonly Tag[] | undefined }>(
  planned: Values,
  own: Tags,
  ask: (filters: Filter[]) => Promise<readonly Item[] | undefined>,
): Promise<Item[]> {
  const wanted = wantedTags(planned, own);
  return ((await ask(tagged(wanted))) ?? []).filter(({ Tags }) => hasTags(Tags, wanted));
}

/** Filters of EC2 for tags. */
const tagged = (tags: Tags): Filter[] =>
  Object.entries(tags).map(([key, value]) => filter(`tag:${key}`, value));

export const hasTags = (found: readonly Tag[] | undefined, tags: Tags): boolean =>
  Object.entries(tags).every(([key, value]) => found?.some((tag) => tag.Key === key && tag.Value === value));
