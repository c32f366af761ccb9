import type { Network } from "../network";
import type { Progress } from "../progress";
import { debianImage } from "./debian";
import { ensureImage, imageReference } from "./local-image";
import { nodeImage } from "./node";
import { pythonImage } from "./python";

export interface ImageOptions {
  readonly network: Network;
  readonly progress: Progress;
  /** Whether missing programs may be installed with apt-get. @default true */
  readonly install?: boolean;
}

/**
 * The build arguments that give application Dockerfiles their base images: none on an open network, where the
 * Dockerfiles' own defaults name public images.
 */
export async function ensureBaseImages(options: ImageOptions): Promise<Record<string, string>> {
  if (options.network === "open") return {};
  const debian = await ensureDebian(options);
  return { NODE_IMAGE: await ensureImage(nodeImage(debian), options.progress) };
}

/** The same build arguments by name alone, without an engine: what an image is called depends on its content only. */
export function baseImageNames(network: Network): Record<string, string> {
  if (network === "open") return {};
  return { NODE_IMAGE: imageReference(nodeImage(imageReference(debianImage({ install: false })))) };
}

/** The build arguments of the emulator images: none on an open network. */
export async function ensurePythonImage(options: ImageOptions): Promise<Record<string, string>> {
  if (options.network === "open") return {};
  const debian = await ensureDebian(options);
  return { PYTHON_IMAGE: await ensureImage(pythonImage(debian), options.progress) };
}

/** The build argument of images that start from Debian alone: none on an open network. */
export async function ensureDebianImage(options: ImageOptions): Promise<Record<string, string>> {
  if (options.network === "open") return {};
  return { DEBIAN_IMAGE: await ensureDebian(options) };
}

export function ensureDebian({ install = true, progress }: ImageOptions): Promise<string> {
  return ensureImage(debianImage({ install }), progress);
}
