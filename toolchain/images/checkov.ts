import { readFileSync } from "node:fs";
import path from "node:path";
import { ensurePythonImage, type ImageOptions } from "./base-images";
import { buildImage } from "./docker-build";
import { ensureImage, type LocalImage } from "./local-image";
import { CHECKOV_VERSION } from "./pins";

const CONTEXT = path.resolve(__dirname, "../checkov");
const FILES = ["Dockerfile", "requirements.txt"];

/** The name of Checkov's image, after building it from its Python packages where the engine does not have it. */
export async function ensureCheckovImage(options: ImageOptions): Promise<string> {
  return ensureImage(checkovImage(await ensurePythonImage(options)), options.progress);
}

/** @internal */
export function checkovImage(args: Readonly<Record<string, string>>): LocalImage {
  return {
    repository: "slipway/checkov",
    version: CHECKOV_VERSION,
    inputs: [JSON.stringify(args), ...FILES.map((file) => readFileSync(path.join(CONTEXT, file)))],
    build: (reference, update) => buildImage(reference, { context: CONTEXT, files: FILES, args, update }),
  };
}
