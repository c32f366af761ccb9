import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { finish, type Finished } from "../support/slipway";
import { root } from "../support/synth-environment";

/** Files of a stored program, and when it was stored. */
type Stored = readonly [names: readonly string[], time: number];

export const storedIn = (folder: string): Stored => [
  readdirSync(folder).sort(),
  statSync(join(folder, "program.js")).mtimeMs,
];

/** What the loader itself needs. */
const PACKAGES = ["esbuild", "tsx"];

/** A project with this project's loader and a program of a few lines, which is prepared in a fraction of the time. */
export class SmallProject {
  readonly path = mkdtempSync(join(tmpdir(), "slipway löader "));
  private readonly prepared = join(this.path, ".slipway/programs/entry");

  /** @param packages as the loader takes it */
  constructor(packages: "bundle" | "external", files: Readonly<Record<string, string>>) {
    cpSync(join(root, "loader"), join(this.path, "loader"), { recursive: true });
    mkdirSync(join(this.path, "node_modules"));
    for (const name of PACKAGES) {
      symlinkSync(join(root, "node_modules", name), join(this.path, "node_modules", name));
    }
    this.write("package.json", "{}");
    this.write(
      "start.js",
      `require("./loader/run.js").run(require.resolve("./entry.ts"), { packages: "${packages}" });`,
    );
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  run(): Promise<Finished> {
    return finish(process.execPath, ["start.js"], { cwd: this.path });
  }

  /** The same program as tsx runs it, source by source. */
  runPlain(): Promise<Finished> {
    return finish(process.execPath, ["--import", "tsx", "entry.ts"], { cwd: this.path });
  }

  /** Leaves the loader without a package of its own. */
  without(name: string): void {
    rmSync(join(this.path, "node_modules", name));
  }

  get stored(): Stored {
    return storedIn(this.prepared);
  }

  /** Names of all files beside the stored program. */
  get names(): readonly string[] {
    return readdirSync(this.prepared);
  }

  /** A file of the stored program. */
  storedFile(name: string): string {
    return join(this.prepared, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A program is not stored when a source changed a moment before. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
