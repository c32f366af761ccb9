import type { AuthConfigObject } from "dockerode";
import { docker } from "../../toolchain/images/local-image";
import type { SynthesisedImage } from "./synthesised-images";

interface PushEvent {
  readonly id?: string;
  readonly status?: string;
  readonly progress?: string;
  readonly error?: string;
}

/** A push that the engine or the registry refused. */
export class PushError extends Error {
  override readonly name = "PushError";
}

/** Pushes an image of this machine's engine; the password goes through the engine's socket and nowhere else. */
export async function pushImage(
  { registry, repositoryName, tag, reference }: SynthesisedImage,
  auth: AuthConfigObject,
  update: (detail: string) => void,
): Promise<void> {
  const engine = docker();
  const stream = await engine.getImage(`${registry}/${repositoryName}`).push({ tag, authconfig: auth });
  let refusal: string | undefined;
  await new Promise<void>((resolve, reject) => {
    engine.modem.followProgress(
      stream,
      (error: Error | null) => (error === null ? resolve() : reject(error)),
      ({ id, status, progress, error }: PushEvent) => {
        // The engine says it as one more line of its progress, and ends as if all were well.
        refusal ??= error;
        if (status !== undefined)
          update([id, status, progress].filter((word) => word !== undefined).join(" "));
      },
    );
  });
  if (refusal !== undefined) throw new PushError(`pushing the image ${reference} failed: ${refusal}`);
}
