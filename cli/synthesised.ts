import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../environments/model";
import { run } from "../toolchain/run";
import { root } from "./root";

/**
 * Synthesises the environment into a folder of its own and hands that folder to `use`; it goes afterwards. What is read
 * there is what Terraform would get.
 *
 * @param variables those of the toolchain, where what is built matters: base images are part of what an image is
 *   built from
 */
export async function withSynthesised<T>(
  { name }: Pick<Environment, "name">,
  variables: Readonly<Record<string, string>>,
  use: (outdir: string) => Promise<T>,
): Promise<T> {
  await mkdir(join(root, ".slipway"), { recursive: true });
  const outdir = await mkdtemp(join(root, ".slipway", "synthesised-"));
  try {
    await run(process.execPath, ["synth.js"], {
      doing: `synthesising ${name}`,
      cwd: root,
      env: {
        ...variables,
        SLIPWAY_ENVIRONMENT: name,
        SLIPWAY_STATE_BACKEND: undefined,
        CDKTF_OUTDIR: outdir,
      },
    });
    return await use(outdir);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
