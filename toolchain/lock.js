// @ts-check
const { spawnSync } = require("node:child_process");
const { randomBytes } = require("node:crypto");
const { closeSync, constants, linkSync, mkdirSync, openSync, readdirSync, rmSync } = require("node:fs");
const path = require("node:path");

// Plain JavaScript without packages, for any Node.js since 16: cli/install.js uses it before the packages are installed.

const POLL_MS = 100;

/**
 * @typedef {object} Lock
 * @property {number} pipe descriptor for a child that shall keep the lock when this process is killed
 * @property {() => void} release only after work that nobody will do again, see {@link takeLock}
 */

/**
 * Waits until no other process holds the lock, and takes it.
 *
 * The holder has a named pipe open, and the system closes it when the holder has ended. A process id in a file stays
 * behind, and may be another program's after a restart.
 *
 * The pipes in the folder are numbered, and the highest counts. A process that finds it without a holder makes the next
 * number, which only one can do: removing the pipe could remove one that another process has just put in its place.
 *
 * @param {string} folder of this lock alone
 * @param {() => void} waiting called once when another process holds the lock
 * @returns {Lock}
 */
function takeLock(folder, waiting) {
  mkdirSync(folder, { recursive: true });
  for (let told = false; ; pause()) {
    const newest = Math.max(0, ...readdirSync(folder).filter(isNumber).map(Number));
    const pipe = isHeld(path.join(folder, String(newest))) ? undefined : claim(folder, newest + 1);
    if (pipe !== undefined) return { pipe, release: () => release(folder, pipe) };
    if (!told) waiting();
    told = true;
  }
}

/** @param {string} name */
const isNumber = (name) => /^\d+$/.test(name);

/** @param {string} file */
function isHeld(file) {
  try {
    closeSync(openSync(file, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
    // Nobody reads from the pipe, or there is none.
    if (["ENXIO", "ENOENT"].includes(code)) return false;
    throw error;
  }
}

/**
 * Makes a pipe of this number; `undefined` when another process was faster. It is open before it gets its name.
 *
 * @param {string} folder
 * @param {number} number
 */
function claim(folder, number) {
  const unnamed = path.join(folder, `new-${randomBytes(8).toString("hex")}`);
  // Every user may ask whether it is held.
  spawnSync("mkfifo", ["-m", "666", unnamed], { stdio: "ignore" });
  const pipe = openSync(unnamed, constants.O_RDWR);
  try {
    linkSync(unnamed, path.join(folder, String(number)));
    return pipe;
  } catch (error) {
    closeSync(pipe);
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return undefined;
    throw error;
  } finally {
    rmSync(unnamed, { force: true });
  }
}

/**
 * @param {string} folder
 * @param {number} pipe
 */
function release(folder, pipe) {
  closeSync(pipe);
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another process is taking the lock at this moment. What stays has no holder.
  }
}

/** Without a promise, because the callers of cli/install.js are synchronous. */
function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
}

module.exports = { takeLock };
