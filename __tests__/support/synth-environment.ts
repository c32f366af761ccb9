import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { resolveEnvironment } from "../../environments";
import { createApp } from "../../main";
import type { Machine } from "../../stacks/machine";

export const root = join(__dirname, "../..");

/** Where a test synthesises to: beside `cdktf.out`, so that relative paths are the ones that users get. */
export class Outdir {
  readonly path = mkdtempSync(join(root, "cdktf.out.test-"));

  /** Synthesises the environments; returns the text of each stack's `cdk.tf.json` by stack name. */
  synth(names: readonly string[], machine: Partial<Machine> = {}): Map<string, string> {
    const environments = names.map((name) => resolveEnvironment(name, root));
    createApp(environments, { root, outdir: this.path, ...machine }).app.synth();
    return this.read();
  }

  read(): Map<string, string> {
    const stacks = join(this.path, "stacks");
    return new Map(
      readdirSync(stacks)
        .sort()
        .map((stack) => [stack, readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")]),
    );
  }

  folder(stack: string): string {
    return join(this.path, "stacks", stack);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
