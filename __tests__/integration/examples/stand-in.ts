import Docker from "dockerode";
import { join } from "node:path";
import { baseImageNames } from "../../../toolchain/images";
import { buildImage } from "../../../toolchain/images/docker-build";
import { detectNetwork } from "../../../toolchain/network";

/** A registry that nobody has (RFC 2606): MiniStack, which can not pull from it, takes what the engine has. */
export const REGISTRY = "registry.example.com";

/** Puts a small image that answers HTTP and hears UDP into the Docker engine, under a name of {@link REGISTRY}. */
export async function standIn(name: string): Promise<void> {
  await buildImage(`${REGISTRY}/${name}`, {
    context: join(__dirname, "stand-in"),
    files: ["Dockerfile", "app"],
    args: baseImageNames(await detectNetwork()),
    update: () => undefined,
  });
}

/** Removes it again; nothing else may find it under that name. */
export const removeStandIn = (name: string): Promise<void> =>
  new Docker().getImage(`${REGISTRY}/${name}`).remove({ force: true });
