import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

export interface IgnoreFile {
  /** Relative to the build context. */
  readonly path: string;
  readonly patterns: readonly string[];
}

/** The ignore file that BuildKit uses: `<dockerfile>.dockerignore` instead of `.dockerignore` when there is one. */
export function ignoreFile(folder: string, dockerfile: string): IgnoreFile | undefined {
  for (const path of [posix.normalize(`${dockerfile}.dockerignore`), ".dockerignore"]) {
    const file = join(folder, path);
    if (!existsSync(file)) continue;
    const lines = readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
    return { path, patterns: lines.map((line) => line.trim()) };
  }
  return undefined;
}
