import type { Emulator } from "../../emulator/find";
import { startEmulator } from "../../emulator/start";
import { withLock } from "../../toolchain/cache";
import { buildFromTexts } from "../../toolchain/images/build-folder";
import { docker } from "../../toolchain/docker-client";
import { imageExists, imageReference } from "../../toolchain/images/local-image";
import { MINISTACK_VERSION } from "../../toolchain/images/pins";

/** MiniStack keeps nothing by default; with these it writes all of its state when it is stopped, and reads it at its start. */
const PERSISTENT = [
  "PERSIST_STATE=1",
  "STATE_DIR=/var/lib/ministack/state",
  "S3_PERSIST=1",
  "S3_DATA_DIR=/var/lib/ministack/s3",
];
const LABEL = "slipway.snapshot";
/** Snapshots that were created longer ago are removed when a new one is created; what still needs one creates it again. */
const KEPT = "336h";
/** Seconds that it gets to write its state; a foundation takes less than one. */
const STOP_SECONDS = 30;

interface Snapshot {
  /** Everything that decides the content, beside the emulator: what is applied, and by which programs. */
  readonly inputs: readonly string[];
  /** Applies the content. */
  readonly fill: (emulator: Emulator) => Promise<void>;
}

/**
 * Returns the image of an emulator whose account already has what `fill` applied, as it was when it was stopped.
 *
 * The image is named by its inputs and stays in the Docker engine, so each content is applied once, whichever suites and
 * runs start from it. Suites that test how the content is created must not use it.
 */
export async function emulatorSnapshot(emulatorImage: string, { inputs, fill }: Snapshot): Promise<string> {
  const reference = imageReference({
    repository: "slipway/snapshot",
    version: MINISTACK_VERSION,
    inputs: [emulatorImage, ...PERSISTENT, ...inputs],
  });
  if (await imageExists(reference)) return reference;
  await withLock(reference, async () => {
    if (await imageExists(reference)) return;
    const empty = `${reference}-empty`;
    const files = { Dockerfile: `FROM ${emulatorImage}\nENV ${PERSISTENT.join(" ")}\nLABEL ${LABEL}=yes\n` };
    await buildFromTexts(empty, { files, args: {}, update: () => undefined });
    const emulator = await startEmulator({ image: empty });
    try {
      await fill(emulator);
      await commit(emulator, reference);
      await removeOld();
    } finally {
      await emulator.stop();
      await docker().getImage(empty).remove();
    }
  });
  return reference;
}

async function commit({ containerId }: Emulator, reference: string): Promise<void> {
  const container = docker().getContainer(containerId);
  await container.stop({ t: STOP_SECONDS });
  const [repo, tag] = reference.split(":");
  await container.commit({ repo, tag });
}

async function removeOld(): Promise<void> {
  const filters = JSON.stringify({ dangling: ["false"], label: [LABEL], until: [KEPT] });
  await docker().pruneImages({ filters });
}
