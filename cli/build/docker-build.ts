import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Toolchain } from "../../toolchain/prepare";
import { CommandError, run } from "../../toolchain/run";
import { plainErrors } from "../deploy/terraform/plain-errors";
import { BuildError } from "./errors";
import { describeImageFailure } from "./image-failures";
import type { SynthesisedImage, SynthesisedImages } from "./synthesised-images";

const SHOWN_WIDTH = 100;
const LOOK_MS = 500;

/**
 * Builds an image by the docker provider that a deployment has, from the same `build` block, without any state: the
 * engine's cache decides what has to be done.
 *
 * @param log file that the builder's output goes to; it outlives the command
 */
export async function buildImage(
  { folder, dockerProvider }: SynthesisedImages,
  image: SynthesisedImage,
  { toolchain, log }: { readonly toolchain: Toolchain; readonly log: string },
  update: (detail: string) => void,
): Promise<void> {
  // Beside the stack's own folder, so that the context's relative path leads to the same place.
  const own = join(folder, "..", "one-image");
  await mkdir(own);
  await mkdir(dirname(log), { recursive: true, mode: 0o700 });
  await rm(log, { force: true });
  await writeFile(join(own, "cdk.tf.json"), JSON.stringify(configuration(image, log, dockerProvider)));
  const terraform = (...args: string[]) =>
    run(toolchain.terraform.path, [...args, "-input=false", "-no-color"], {
      doing: `building the image ${image.reference}`,
      cwd: own,
      env: toolchain.environment,
    });
  const timer = setInterval(() => update(lastLine(log)), LOOK_MS);
  try {
    await terraform("init");
    await terraform("apply", "-auto-approve");
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const described = plainErrors(error.output).flatMap((text) => describeImageFailure(own, text) ?? []);
    throw described.length === 0 ? error : new BuildError(described.join("\n"));
  } finally {
    clearInterval(timer);
  }
}

/** @internal Terraform's configuration of one image, and nothing else */
export function configuration(
  { path, reference, build }: SynthesisedImage,
  log: string,
  dockerProvider: object,
) {
  return {
    terraform: { required_providers: { docker: dockerProvider } },
    provider: { docker: [{}] },
    resource: {
      docker_image: {
        image: {
          "//": { metadata: { path } },
          name: reference,
          platform: build.platform,
          keep_locally: true,
          build: { ...build, build_log_file: log },
        },
      },
    },
  };
}

function lastLine(log: string): string {
  if (!existsSync(log)) return "";
  const lines = stripVTControlCharacters(readFileSync(log, "utf8")).split("\n");
  return lines.findLast((line) => line.trim() !== "")?.slice(0, SHOWN_WIDTH) ?? "";
}
