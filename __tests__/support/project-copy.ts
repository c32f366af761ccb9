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

/** A project in a temporary folder, so that a test can edit sources as a user would. */
export class ProjectFolder {
  /**
   * @param path folder of the project; gets the packages of this one
   * @param removed folder that {@link remove} deletes. @default the project's own
   */
  constructor(
    readonly path: string,
    private readonly removed: string = path,
  ) {
    symlinkSync(join(root, "node_modules"), join(path, "node_modules"));
  }

  /** Changes one file of the project. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.path, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${file} changed nothing`);
    writeFileSync(path, after);
  }

  remove(): void {
    rmSync(this.removed, { recursive: true, force: true });
  }
}

/** A copy of this project in a folder of its own. */
export class ProjectCopy extends ProjectFolder {
  /** @param source folder that is copied. @default this project */
  constructor(source: string = root) {
    const path = mkdtempSync(join(tmpdir(), "slipway-project-"));
    cpSync(source, path, {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(basename(source)) && !basename(source).startsWith("cdktf.out"),
    });
    super(path);
  }
}
