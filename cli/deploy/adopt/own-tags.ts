import type { Environment } from "../../../environments/model";
import type { Values } from "../../../plan/plan-json";

export type Tags = Readonly<Record<string, string>>;

/** Keys that every environment tags its resources with, see `environmentTags`; a user may write them in another case. */
const KEYS = ["project", "environment"];

/** The tags that tell an environment's resources from all others, as the environment writes them. */
export const ownTags = ({ tags }: Pick<Environment, "tags">): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => KEYS.includes(key.toLowerCase())));

/** Whether no other environment has these tags by default: a user may set the same for several. */
export const areUnique = ({ tags, project, name }: Pick<Environment, "tags" | "project" | "name">): boolean =>
  Object.entries(ownTags({ tags })).every(
    ([key, value]) => value === (key.toLowerCase() === "project" ? project : name),
  );

/** Whether the resource has the tags; also when its type knows no tags, and it is found by what it belongs to. */
export function carries(own: Tags, values: Values): boolean {
  const tags = tagsOf(values);
  return tags === undefined || Object.entries(own).every(([key, value]) => tags[key] === value);
}

/** All tags of a resource; `undefined` for a type without tags. */
function tagsOf(values: Values): Values | undefined {
  // Auto Scaling groups have blocks.
  if (Array.isArray(values.tag)) {
    return Object.fromEntries((values.tag as Values[]).map(({ key, value }) => [String(key), value]));
  }
  if (!("tags_all" in values)) return undefined;
  return { ...(values.tags as Values | null), ...(values.tags_all as Values | null) };
}
