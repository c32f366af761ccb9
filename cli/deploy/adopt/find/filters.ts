import type { Filter } from "@aws-sdk/client-ec2";
import type { Values } from "../../../../plan/plan-json";
import type { Tags } from "../own-tags";

export const filter = (Name: string, ...Values: string[]): Filter => ({ Name, Values });

/** Filters of EC2 for resources with the environment's own tags, and the tag `Name` where the plan sets one. */
export function tagged({ tags_all, tags }: Values, own: Tags): Filter[] {
  const name = ((tags_all ?? tags) as Values | null | undefined)?.Name;
  const all = { ...own, ...(typeof name === "string" && { Name: name }) };
  return Object.entries(all).map(([key, value]) => filter(`tag:${key}`, value));
}
