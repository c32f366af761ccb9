import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../environments/model";
import { NOTE } from "../environments/rules/note";
import { run, type RunOptions, type RunResult } from "../toolchain/run";
import { root } from "./root";

type Named = Pick<Environment, "name">;
type Variables = NonNullable<RunOptions["env"]>;

/** Starts `synth.js`, which writes the stacks of an environment; with `SLIPWAY_STATE_BACKEND` only the state's. */
export const synthesiseInto = (
  outdir: string,
  { name }: Named,
  variables: Variables,
  what = name,
): Promise<RunResult> =>
  run(process.execPath, ["synth.js"], {
    doing: `synthesising ${what}`,
    cwd: root,
    env: {
      SLIPWAY_STATE_BACKEND: undefined,
      ...variables,
      SLIPWAY_ENVIRONMENT: name,
      CDKTF_OUTDIR: outdir,
    },
  });

/** The lines that synthesis writes for its user, out of its standard error. */
export const notesIn = (stderr: string): string[] =>
  stderr.split("\n").filter((line) => line.startsWith(NOTE));

/** Hands a folder of its own to `use`; it goes afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(join(root, ".slipway"), { recursive: true });
  const folder = await mkdtemp(join(root, ".slipway", "synthesised-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Synthesises the environment into a folder of its own and hands that folder to `use`. What is read there is what
 * Terraform would get.
 *
 * @param variables those of the toolchain, where what is built matters: base images are part of what an image is
 *   built from
 */
export const withSynthesised = <T>(
  environment: Named,
  variables: Variables,
  use: (outdir: string) => Promise<T>,
): Promise<T> =>
  withFolder(async (outdir) => {
    await synthesiseInto(outdir, environment, variables);
    return use(outdir);
  });
