import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "./synth-environment";

const LEFT_OUT = new Set([
  "node_modules",
  ".git",
  ".slipway",
  "dist",
  "out",
  "coverage",
  "__tests__",
  "bench",
]);

/** A copy of this project in a folder of its own, so that a test can edit sources as a user would. */
export class ProjectCopy {
  readonly path = mkdtempSync(join(tmpdir(), "slipway-project-"));

  /** @param source folder that is copied. @default this project */
  constructor(source: string = root) {
    cpSync(source, this.path, {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(basename(source)) && !basename(source).startsWith("cdktf.out"),
    });
    symlinkSync(join(root, "node_modules"), join(this.path, "node_modules"));
  }

  /** Changes one file of the copy. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.path, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${file} changed nothing`);
    writeFileSync(path, after);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
