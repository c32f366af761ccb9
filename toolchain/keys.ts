import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** sha256 in hex over a value; the order of an object's keys counts, so write it as a literal. */
export function contentKey(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** sha256 in hex over the names and contents of files in a folder. */
export function filesKey(folder: string, names: readonly string[]): string {
  return contentKey(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}
