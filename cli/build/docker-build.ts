import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ImageBuildError } from "../../toolchain/images/errors";
import type { Toolchain } from "../../toolchain/prepare";
import { CommandError, run } from "../../toolchain/run";
import type { SynthesisedImage, SynthesisedImages } from "./synthesised-images";

const LOG = "build.log";
const SHOWN_LINES = 20;
const SHOWN_WIDTH = 100;
const LOOK_MS = 500;

/**
 * Builds an image by the docker provider that a deployment has, from the same `build` block, without any state: the
 * engine's cache decides what has to be done.
 */
export async function buildImage(
  { folder, dockerProvider }: SynthesisedImages,
  { reference, build }: SynthesisedImage,
  toolchain: Toolchain,
  update: (detail: string) => void,
): Promise<void> {
  // Beside the stack's own folder, so that the context's relative path leads to the same place.
  const own = join(folder, "..", "one-image");
  await mkdir(own);
  await writeFile(join(own, "main.tf.json"), JSON.stringify(configuration(reference, build, dockerProvider)));
  const terraform = (...args: string[]) =>
    run(toolchain.terraform.path, [...args, "-input=false", "-no-color"], {
      doing: `building the image ${reference}`,
      cwd: own,
      env: toolchain.environment,
    });
  const lines = () => logLines(join(own, LOG));
  const timer = setInterval(() => update(lines().at(-1)?.slice(0, SHOWN_WIDTH) ?? ""), LOOK_MS);
  try {
    await terraform("init");
    await terraform("apply", "-auto-approve");
  } catch (error) {
    const output = lines().slice(-SHOWN_LINES);
    if (!(error instanceof CommandError) || output.length === 0) throw error;
    throw new ImageBuildError(reference, "the build did not succeed", output);
  } finally {
    clearInterval(timer);
  }
}

/** @internal Terraform's configuration of one image, and nothing else */
export function configuration(name: string, build: SynthesisedImage["build"], dockerProvider: object) {
  return {
    terraform: { required_providers: { docker: dockerProvider } },
    provider: { docker: [{}] },
    resource: {
      docker_image: {
        image: {
          name,
          platform: build.platform,
          keep_locally: true,
          build: { ...build, build_log_file: LOG },
        },
      },
    },
  };
}

function logLines(file: string): string[] {
  if (!existsSync(file)) return [];
  return stripVTControlCharacters(readFileSync(file, "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "");
}
