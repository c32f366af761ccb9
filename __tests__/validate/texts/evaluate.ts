import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../toolchain/run";
import { Terraform } from "../../support/terraform";

/** Attributes of resources, which only an apply knows. */
const REFERENCE = /(?<!\$)\$\{(?:data\.)?(?:aws|docker|terraform)_[^{}]*\}/g;

/** What Terraform itself makes of texts of a synthesised document. */
export async function evaluate(texts: readonly string[]): Promise<readonly string[]> {
  if (texts.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), "slipway-texts-"));
  try {
    const values = texts.map((text) => text.replace(REFERENCE, "reference"));
    const output = Object.fromEntries(values.map((value, index) => [`text_${index}`, { value }]));
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ output }));
    await new Terraform(folder, {}).succeed("apply", "-auto-approve", "-input=false");
    const { stdout } = await run(
      process.env.TERRAFORM_BINARY_NAME ?? "terraform",
      ["output", "-json", "-no-color"],
      { cwd: folder, doing: "terraform output" },
    );
    const evaluated = JSON.parse(stdout) as Readonly<Record<string, { readonly value: string }>>;
    return texts.map((_, index) => evaluated[`text_${index}`]?.value ?? "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
