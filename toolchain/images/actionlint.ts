import { copyFile, link } from "node:fs/promises";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ensureActionlintProgram, type ActionlintProgram } from "../actionlint/program";
import { actionlintVersion } from "../actionlint/version";
import { ensurePythonImage, type ImageOptions } from "./base-images";
import { inBuildFolder } from "./build-folder";
import { buildImage } from "./docker-build";
import { ensureImage, type LocalImage } from "./local-image";
import { ensurePulledImage } from "./pull";

const DOCKERFILE = path.resolve(__dirname, "../actionlint/Dockerfile");
const PROGRAM = "actionlint";

/**
 * Returns an image whose entry point is actionlint, with shellcheck and pyflakes beside it: the published one on an open
 * network, one around the program that is built from its Go module on a closed one.
 */
export async function ensureActionlintImage(options: ImageOptions): Promise<string> {
  if (options.network === "open") return ensurePulledImage(publishedActionlint(), options.progress);
  const program = await ensureActionlintProgram(options.progress);
  return ensureImage(actionlintImage(program, await ensurePythonImage(options)), options.progress);
}

/** @internal */
export const publishedActionlint = (): string => `rhysd/actionlint:${actionlintVersion()}`;

/** @internal */
export function actionlintImage(
  program: ActionlintProgram,
  args: Readonly<Record<string, string>>,
): LocalImage {
  return {
    repository: "slipway/actionlint",
    version: actionlintVersion(),
    inputs: [JSON.stringify(args), program.key, readFileSync(DOCKERFILE)],
    build: (reference, update) =>
      inBuildFolder(async (context) => {
        await copyFile(DOCKERFILE, path.join(context, "Dockerfile"));
        const copy = path.join(context, PROGRAM);
        await link(program.path, copy).catch(() => copyFile(program.path, copy));
        await buildImage(reference, { context, files: ["Dockerfile", PROGRAM], args, update });
      }),
  };
}
