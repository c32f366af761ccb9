import { parseArn } from "../../environments/rules/arn";
import { partitionOf } from "../partition";

/** Regions in which a service decrypts with keys: those that their ARNs name, else that of the tasks. Sorted. */
export function keyRegions(keys: readonly string[], own: string): string[] {
  const { id } = partitionOf(own);
  const regions = keys.map((key) => {
    const arn = parseArn(key);
    return arn?.partition === id ? arn.region : own;
  });
  return [...new Set(regions)].sort();
}
