// @ts-check
const { randomBytes } = require("node:crypto");
const { mkdir, readdir, rename, rm, stat, utimes } = require("node:fs/promises");
const { homedir, hostname } = require("node:os");
const path = require("node:path");

// Plain JavaScript without packages, for any Node.js since 16: toolchain/node uses it before the packages are installed.

/** Entries that nothing has used for this long are removed when a newer one of the same name is created. */
const UNUSED_DAYS = 30;
const KEY_LENGTH = 20;
/** Codes of a system that lets this user read an entry, and not change it. */
const NOT_WRITABLE = ["EACCES", "EPERM", "EROFS"];

/** The variables of this process name no folder for the cache. */
class CacheUnavailable extends Error {}

/**
 * Returns `$SLIPWAY_CACHE`, else `$XDG_CACHE_HOME/slipway`, else `~/.cache/slipway`; always absolute. As the specification
 * of `$XDG_CACHE_HOME` demands, a relative one does not count; nor does a relative `$HOME`.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function cacheDirectory(env = process.env) {
  const own = env.SLIPWAY_CACHE;
  if (own !== undefined && own !== "") return path.resolve(own);
  const xdg = env.XDG_CACHE_HOME;
  return path.join(
    xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(homeDirectory(env), ".cache"),
    "slipway",
  );
}

/** @param {NodeJS.ProcessEnv} env */
function homeDirectory({ HOME }) {
  if (HOME !== undefined && path.isAbsolute(HOME)) return HOME;
  const home = systemHome();
  if (home !== undefined && path.isAbsolute(home)) return home;
  const got = HOME === undefined ? "nothing" : JSON.stringify(HOME);
  throw new CacheUnavailable(`HOME must be an absolute path, got ${got}; set it, or SLIPWAY_CACHE`);
}

/** `undefined` for a user whom the system does not know, as in a container. */
function systemHome() {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

/**
 * Returns the folder of an entry, whether it exists or not.
 *
 * @param {string} name
 * @param {string} key sha256 in hex over everything that the entry depends on
 * @returns {string}
 */
function cacheFolder(name, key) {
  return path.join(cacheDirectory(), name, key.slice(0, KEY_LENGTH));
}

/**
 * Creates an entry: `build` fills a temporary sibling, which is renamed when it is complete. An interrupted build
 * therefore leaves no entry, and two processes may create the same entry at once. An entry that is not
 * complete is replaced.
 *
 * @param {string} folder
 * @param {(partial: string) => Promise<void>} build
 * @param {(folder: string) => Promise<boolean>} isComplete asked about an entry that is there already
 */
async function createEntry(folder, build, isComplete = markUsed) {
  await removeLeftovers(path.dirname(folder));
  const partial = `${folder}.partial-${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`;
  const damaged = `${partial}-damaged`;
  await mkdir(partial, { recursive: true });
  try {
    await build(partial);
    await giveName(partial, folder, damaged, isComplete);
  } finally {
    await rm(partial, { recursive: true, force: true });
    // What this user may not remove must not stop the build.
    await rm(damaged, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * @param {string} partial
 * @param {string} folder
 * @param {string} damaged where an entry goes that is not complete
 * @param {(folder: string) => Promise<boolean>} isComplete
 * @returns {Promise<void>}
 */
async function giveName(partial, folder, damaged, isComplete) {
  return rename(partial, folder).catch(async (error) => {
    // Another process has created the same entry in the meantime.
    if (await isComplete(folder)) return;
    await rename(folder, damaged).catch(() => {
      throw error;
    });
    await giveName(partial, folder, damaged, isComplete);
  });
}

/**
 * Returns whether the entry exists, and records the time for {@link removeLeftovers} where this user may.
 *
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
async function markUsed(folder) {
  const now = new Date();
  return utimes(folder, now, now).then(
    () => true,
    (error) => NOT_WRITABLE.includes(error.code) && exists(folder),
  );
}

/** @param {string} folder */
async function exists(folder) {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

/** @param {string} parent */
async function removeLeftovers(parent) {
  const oldest = Date.now() - UNUSED_DAYS * 24 * 3600 * 1000;
  for (const entry of await readdir(parent).catch(() => [])) {
    const folder = path.join(parent, entry);
    const abandoned = isAbandoned(entry);
    const unused = (await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (!abandoned && unused >= oldest) continue;
    // An entry that cannot be removed (for example, one of another user) must not stop the build.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Whether this is the temporary folder of a process of this machine that has ended.
 *
 * @param {string} entry
 */
function isAbandoned(entry) {
  const [, rest] = entry.split(`.partial-${hostname()}-`);
  if (rest === undefined) return false;
  const pid = Number.parseInt(rest, 10);
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
}

module.exports = { CacheUnavailable, cacheDirectory, cacheFolder, createEntry, markUsed };
