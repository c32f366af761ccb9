import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ensurePythonImage, type ImageOptions } from "./base-images";
import { buildImage } from "./docker-build";
import { ensureImage, type LocalImage } from "./local-image";
import { ensureFakecloudImage } from "./fakecloud";
import { LOCALSTACK_LICENSED_IMAGE, LOCALSTACK_VERSION, MINISTACK_VERSION } from "./pins";

/** Emulators whose image is built here, because a patch or an entry point must be inside. */
export type BuiltEmulator = "ministack" | "localstack-free";

/**
 * `localstack-free` is 4.14.0 from its Python packages, `localstack-licensed` the vendor's image with a token;
 * `fakecloud` is the vendor's image on an open network and its own program in an image of ours on a closed one.
 */
export type EmulatorKind = BuiltEmulator | "localstack-licensed" | "fakecloud";

/** Every emulator there is, in the order in which reports speak of them. */
export const EMULATOR_KINDS: readonly EmulatorKind[] = [
  "ministack",
  "fakecloud",
  "localstack-free",
  "localstack-licensed",
];

const SOURCES: Readonly<Record<BuiltEmulator, { folder: string; repository: string; version: string }>> = {
  ministack: { folder: "ministack", repository: "slipway/ministack", version: MINISTACK_VERSION },
  "localstack-free": { folder: "localstack", repository: "slipway/localstack", version: LOCALSTACK_VERSION },
};
const EMULATORS = path.resolve(__dirname, "../../emulator");

/** The name of the emulator's image, after building it where the engine does not have it; a vendor's is pulled when it starts. */
export async function ensureEmulatorImage(kind: EmulatorKind, options: ImageOptions): Promise<string> {
  if (kind === "localstack-licensed") {
    options.progress.say(
      "image",
      `${LOCALSTACK_LICENSED_IMAGE} is used, because LOCALSTACK_AUTH_TOKEN is set`,
    );
    return LOCALSTACK_LICENSED_IMAGE;
  }
  if (kind === "fakecloud") return ensureFakecloudImage(options);
  return ensureImage(emulatorImage(kind, await ensurePythonImage(options)), options.progress);
}

/** @internal */
export function emulatorImage(kind: BuiltEmulator, args: Readonly<Record<string, string>>): LocalImage {
  const { folder, repository, version } = SOURCES[kind];
  const context = path.join(EMULATORS, folder);
  const files = sourceFiles(context);
  return {
    repository,
    version,
    inputs: [
      JSON.stringify(args),
      ...files.flatMap((file) => [file, readFileSync(path.join(context, file))]),
    ],
    build: (reference, update) => buildImage(reference, { context, files, args, update }),
  };
}

/** Every file of a folder, sorted; what Python leaves behind does not count. */
function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
