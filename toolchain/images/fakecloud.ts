import { copyFile, link, readFile } from "node:fs/promises";
import path from "node:path";
import { ensureCrateProgram } from "../cargo/install";
import { FAKECLOUD } from "../cargo/pins";
import { ensureDebianImage, type ImageOptions } from "./base-images";
import { inBuildFolder } from "./build-folder";
import { buildImage } from "./docker-build";
import { ensureImage, type LocalImage } from "./local-image";
import { FAKECLOUD_IMAGE } from "./pins";

const DOCKERFILE = path.resolve(__dirname, "../../emulator/fakecloud/Dockerfile");

/** The published image on an open network, pulled when it starts; on a closed one an image around the program that is built here. */
export async function ensureFakecloudImage(options: ImageOptions): Promise<string> {
  if (options.network === "open") return FAKECLOUD_IMAGE;
  const program = await ensureCrateProgram(FAKECLOUD, options.progress);
  const args = await ensureDebianImage(options);
  const dockerfile = await readFile(DOCKERFILE);
  return ensureImage(fakecloudImage(program, dockerfile, args), options.progress);
}

/** The program's folder in the cache is named by all that it depends on, so its path stands for its content. */
function fakecloudImage(
  program: string,
  dockerfile: Buffer,
  args: Readonly<Record<string, string>>,
): LocalImage {
  return {
    repository: "slipway/fakecloud",
    version: FAKECLOUD.version,
    inputs: [JSON.stringify(args), path.basename(path.dirname(path.dirname(program))), dockerfile],
    build: (reference, update) =>
      inBuildFolder(async (context) => {
        await copyFile(DOCKERFILE, path.join(context, "Dockerfile"));
        const copy = path.join(context, FAKECLOUD.name);
        await link(program, copy).catch(() => copyFile(program, copy));
        await buildImage(reference, { context, files: ["Dockerfile", FAKECLOUD.name], args, update });
      }),
  };
}
