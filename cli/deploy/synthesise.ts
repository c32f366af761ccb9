import { rm } from "node:fs/promises";
import { notesIn, synthesiseInto } from "../synthesised";
import { removeImports } from "./adopt/import-file";
import type { Planning } from "./deployment";
import { keptFile } from "./plan/kept";

/** Writes the stacks of the environment to a folder of their own. */
export async function synthesise({
  environment,
  progress,
  places,
  request,
  toolchain,
}: Planning): Promise<void> {
  const given = Object.entries(request.images ?? {}).map(([name, { image }]) => [name, image]);
  // What was planned and printed earlier has nothing to do with this.
  for (const place of Object.values(places.stacks)) {
    for (const file of [place.plan, place.log, keptFile(place)]) await rm(file, { force: true });
    removeImports(place);
  }
  const { stderr } = await progress.during("synthesis", `stacks of ${environment.name}`, () =>
    synthesiseInto(places.outdir, environment, {
      ...toolchain.environment,
      SLIPWAY_IMAGES: given.length === 0 ? undefined : JSON.stringify(Object.fromEntries(given)),
    }),
  );
  for (const note of notesIn(stderr)) console.log(note);
}
