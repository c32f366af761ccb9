import type { Progress } from "../progress";
import { ImagePullError } from "./errors";
import { follow } from "./follow";
import { docker } from "../docker-client";
import { imageExists } from "./local-image";

/**
 * Pulls a public image where the engine does not have it, and returns its name.
 *
 * testcontainers pulls too, but ends without an error when the registry refuses in the middle of the answer.
 *
 * @throws ImagePullError with the engine's own reason
 */
export async function ensurePulledImage(reference: string, progress: Progress): Promise<string> {
  if (await imageExists(reference)) {
    progress.say("image", `${reference}, already pulled`);
    return reference;
  }
  await progress.during("image", `pulling ${reference}`, async (update) => {
    const reason = await pull(reference, update).catch((error: unknown) => (error as Error).message);
    if (reason !== undefined) throw new ImagePullError(reference, reason);
  });
  return reference;
}

async function pull(reference: string, update: (detail: string) => void): Promise<string | undefined> {
  const stream = await docker().pull(reference);
  return follow(stream, ({ status }) => {
    if (status !== undefined) update(status);
  });
}
