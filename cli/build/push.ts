import { PushError } from "./errors";
import type { AuthConfigObject } from "dockerode";
import { follow } from "../../toolchain/images/follow";
import { describePushFailure } from "./image-failures";
import { docker } from "../../toolchain/docker-client";
import type { SynthesisedImage } from "./synthesised-images";

/** Pushes an image of this machine's engine; the password goes through the engine's socket and nowhere else. */
export async function pushImage(
  { registry, repositoryName, tag, reference, path }: Omit<SynthesisedImage, "build">,
  auth: AuthConfigObject,
  update: (detail: string) => void,
): Promise<void> {
  const stream = await docker().getImage(`${registry}/${repositoryName}`).push({ tag, authconfig: auth });
  const refusal = await follow(stream, ({ id, status, progress }) => {
    if (status !== undefined) update([id, status, progress].filter((word) => word !== undefined).join(" "));
  });
  if (refusal !== undefined) throw new PushError(describePushFailure(path, reference, refusal).join("\n"));
}
