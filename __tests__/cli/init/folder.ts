import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A repository with the given files, in a folder of a given name. */
export class Folder {
  private readonly parent = mkdtempSync(join(tmpdir(), "slipway-init-"));
  readonly path: string;

  constructor(files: Readonly<Record<string, string>>, name = "my-shop") {
    this.path = join(this.parent, name);
    mkdirSync(this.path);
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }
}
