import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import path from "node:path";
import lockfile from "proper-lockfile";

/** What {@link cached} hands out: a finished folder, which nobody may write to. */
export interface CacheEntry {
  readonly folder: string;
  /** True when this call built it, false when it was there. */
  readonly fresh: boolean;
}

/** A holder that has not renewed its lock for this long is dead (the holder renews it three times in that time). */
const STALE_LOCK_MS = 5_000;
const POLL_MS = 250;
/** Entries that nothing has used for this long are removed when a newer one of the same name has been built. */
const UNUSED_DAYS = 30;
const KEY_LENGTH = 20;

/** `$SLIPWAY_CACHE`, else `$XDG_CACHE_HOME/slipway`, else `~/.cache/slipway`; always absolute. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const own = env.SLIPWAY_CACHE;
  if (own !== undefined && own !== "") return path.resolve(own);
  const xdg = env.XDG_CACHE_HOME;
  return path.join(
    xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(env.HOME ?? homedir(), ".cache"),
    "slipway",
  );
}

/** Where {@link cached} keeps the result of this name and key, whether it is there or not. */
export function cacheFolder(name: string, key: string): string {
  return path.join(cacheDirectory(), name, key.slice(0, KEY_LENGTH));
}

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
      await removeLeftovers(path.dirname(folder));
      const partial = `${folder}.partial-${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`;
      await mkdir(partial, { recursive: true });
      try {
        await build(partial);
        await rename(partial, folder).catch(async (error: unknown) => {
          // Another builder won because our lock went stale (the machine slept): its result is as good.
          if (!(await markUsed(folder))) throw error;
        });
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
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

/** True when the entry is there; notes the time, which {@link removeLeftovers} goes by. */
async function markUsed(folder: string): Promise<boolean> {
  const now = new Date();
  return utimes(folder, now, now).then(
    () => true,
    () => false,
  );
}

async function removeLeftovers(parent: string): Promise<void> {
  const oldest = Date.now() - UNUSED_DAYS * 24 * 3600 * 1000;
  for (const entry of await readdir(parent).catch(() => [])) {
    const folder = path.join(parent, entry);
    const abandoned = isAbandoned(entry);
    const unused = (await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (!abandoned && unused >= oldest) continue;
    // What cannot be removed (another user's, say) must not stop the build.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A partial folder of this machine whose process has gone. */
function isAbandoned(entry: string): boolean {
  const [, rest] = entry.split(`.partial-${hostname()}-`);
  if (rest === undefined) return false;
  const pid = Number.parseInt(rest, 10);
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
