import { mkdir } from "node:fs/promises";
import path from "node:path";
import lockfile from "proper-lockfile";
import { cacheDirectory, cacheFolder, createEntry, markUsed } from "./cache-entry";

export { cacheDirectory, cacheFolder };

/** What {@link cached} hands out: a finished folder, which nobody may write to. */
export interface CacheEntry {
  readonly folder: string;
  /** True when this call built it, false when it was there. */
  readonly fresh: boolean;
}

/** A holder that has not renewed its lock for this long is dead (the holder renews it three times in that time). */
const STALE_LOCK_MS = 5_000;
const POLL_MS = 250;

/**
 * The folder that `build` fills, built at most once for each key.
 *
 * The work goes on in a temporary sibling that is renamed when it is complete, so an interrupted
 * build leaves nothing that counts; a lock for each name makes a second run wait for the first.
 *
 * @param key sha256 in hex over everything that the result depends on
 * @param waiting called once when another process holds the lock
 */
export async function cached(
  name: string,
  key: string,
  build: (folder: string) => Promise<void>,
  waiting?: () => void,
): Promise<CacheEntry> {
  const folder = cacheFolder(name, key);
  if (await markUsed(folder)) return { folder, fresh: false };
  return withLock(
    name,
    async () => {
      if (await markUsed(folder)) return { folder, fresh: false };
      // Two processes may get here at once when the lock of the first went stale (the machine slept).
      await createEntry(folder, build);
      return { folder, fresh: true };
    },
    waiting,
  );
}

/**
 * Runs `work` while no other process on this machine does so under the same name.
 *
 * A holder that was killed frees the lock within 5 s. A holder whose machine slept may find that
 * another one went ahead, therefore the work itself must be harmless when done twice.
 */
export async function withLock<T>(name: string, work: () => Promise<T>, waiting?: () => void): Promise<T> {
  const target = path.join(cacheDirectory(), "locks", name.replaceAll(/[^\w.-]/g, "-"));
  await mkdir(path.dirname(target), { recursive: true });
  const release = await acquire(target, waiting);
  try {
    return await work();
  } finally {
    // The lock is gone already when it went stale and was taken over.
    await release().catch(() => undefined);
  }
}

async function acquire(target: string, waiting?: () => void): Promise<() => Promise<void>> {
  let told = false;
  for (;;) {
    try {
      return await lockfile.lock(target, {
        realpath: false,
        stale: STALE_LOCK_MS,
        update: STALE_LOCK_MS / 3,
        onCompromised: () => undefined,
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
      if (!told) waiting?.();
      told = true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
