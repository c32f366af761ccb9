import { createHash } from "node:crypto";
import { withLock } from "../cache";
import { docker } from "../docker-client";
import type { Progress } from "../progress";

/** An image that is built here and named by everything that it is made of. */
export interface LocalImage {
  /** Repository, for example `slipway/node`. */
  readonly repository: string;
  /** What is inside, for a reader of `docker images`. */
  readonly version: string;
  /** Everything that the image depends on: pins, files, certificate store. */
  readonly inputs: readonly (string | Buffer)[];
  /** Makes an image with exactly this name. */
  readonly build: (reference: string, update: (detail: string) => void) => Promise<void>;
}

const KEY_LENGTH = 12;
/** The build stages leave images without a name behind; each carries this label. */
const STAGE_LABEL = "slipway.stage";

/** `slipway/node:22.23.3-0123456789ab`: another input, another name. */
export function imageReference(image: Pick<LocalImage, "repository" | "version" | "inputs">): string {
  const hash = createHash("sha256");
  for (const input of image.inputs) hash.update(createHash("sha256").update(input).digest());
  return `${image.repository}:${image.version}-${hash.digest("hex").slice(0, KEY_LENGTH)}`;
}

export async function imageExists(reference: string): Promise<boolean> {
  try {
    await docker().getImage(reference).inspect();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

/** The image's name, after building it where the engine does not have it; two runs at once build it once. */
export async function ensureImage(image: LocalImage, progress: Progress): Promise<string> {
  const reference = imageReference(image);
  if (await imageExists(reference)) {
    progress.say("image", `${reference} is there`);
    return reference;
  }
  const waiting = (): void =>
    progress.say("image", `${reference}: waiting for another run that builds images`);
  await withLock(
    "images",
    async () => {
      if (await imageExists(reference)) return;
      await progress.during("image", `building ${reference}`, (update) => image.build(reference, update));
      await removeStages();
    },
    waiting,
  );
  return reference;
}

export function statusOf(error: unknown): number | undefined {
  return (error as { readonly statusCode?: number } | null)?.statusCode;
}

async function removeStages(): Promise<void> {
  const filters = JSON.stringify({ dangling: ["true"], label: [STAGE_LABEL] });
  await docker().pruneImages({ filters });
}
