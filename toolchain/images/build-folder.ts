import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildImage, type BuildOptions } from "./docker-build";

/** Hands a folder of its own to a build; the folder goes afterwards. */
export async function inBuildFolder(build: (context: string) => Promise<void>): Promise<void> {
  const context = await mkdtemp(path.join(tmpdir(), "slipway-image-"));
  try {
    await build(context);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

interface TextBuildOptions extends Pick<BuildOptions, "args" | "update"> {
  /** Contents by file name, `Dockerfile` among them. */
  readonly files: Readonly<Record<string, string>>;
}

/** Builds an image from texts alone. */
export function buildFromTexts(reference: string, { files, ...options }: TextBuildOptions): Promise<void> {
  return inBuildFolder(async (context) => {
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(context, name), content);
    await buildImage(reference, { context, files: Object.keys(files), ...options });
  });
}
