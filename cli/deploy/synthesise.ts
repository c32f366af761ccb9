import { rm } from "node:fs/promises";
import { run } from "../../toolchain/run";
import { root } from "../root";
import type { Deployment } from "./deployment";

/** Writes the stacks of the environment to the deployment's own folder. */
export async function synthesise({
  environment,
  progress,
  places,
  request,
  toolchain,
}: Deployment): Promise<void> {
  const given = Object.entries(request.images ?? {}).map(([name, { image }]) => [name, image]);
  // What an earlier deployment planned is nobody's plan any more.
  for (const { plan } of Object.values(places.stacks)) await rm(plan, { force: true });
  await progress.during("synthesis", `stacks of ${environment.name}`, () =>
    run(process.execPath, ["synth.js"], {
      doing: `synthesising ${environment.name}`,
      cwd: root,
      env: {
        ...toolchain.environment,
        SLIPWAY_ENVIRONMENT: environment.name,
        SLIPWAY_STATE_BACKEND: undefined,
        SLIPWAY_IMAGES: given.length === 0 ? undefined : JSON.stringify(Object.fromEntries(given)),
        CDKTF_OUTDIR: places.outdir,
      },
    }),
  );
}
