import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackPlace } from "../terraform/places";

type Place = Pick<StackPlace, "folder">;

/** Beside `cdk.tf.json`, for one run. */
const importFile = ({ folder }: Place): string => join(folder, "adopt.tf.json");

/**
 * Writes the import blocks of a stack for its next plan; none when nothing is imported.
 * Source: https://developer.hashicorp.com/terraform/language/block/import
 *
 * @param imports import IDs by address
 */
export function writeImports(place: Place, imports: ReadonlyMap<string, string>): void {
  if (imports.size === 0) {
    removeImports(place);
    return;
  }
  const blocks = [...imports].map(([to, id]) => ({ to, id }));
  writeFileSync(importFile(place), JSON.stringify({ import: blocks }, null, 2));
}

export const removeImports = (place: Place): void => rmSync(importFile(place), { force: true });
