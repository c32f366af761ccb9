// @ts-check
const { execFile } = require("node:child_process");
const { createHash } = require("node:crypto");
const { constants } = require("node:fs");
const { access, open, readdir, readFile, rm, stat } = require("node:fs/promises");
const path = require("node:path");
const { promisify } = require("node:util");
const { cacheFolder, createEntry, markUsed } = require("../cache-entry.js");

/** @typedef {import("../images/pins").NpmPin} NpmPin */

/** The reason why this machine gets no Node.js; its first line continues a sentence. */
class NodeUnavailable extends Error {}

const root = path.join(__dirname, "..", "..");
const LAST_LINES = 20;

/** @param {string} folder */
const programOf = (folder) => path.join(folder, "bin", "node");
/** Holds the size of the program in bytes. @param {string} folder */
const recordOf = (folder) => path.join(folder, "size");

/**
 * Returns a folder of the user's cache that has Node.js at `bin/node`, after downloading it when it is missing or
 * damaged.
 *
 * @param {NpmPin} pin a package that holds `bin/node`
 * @param {(message: string) => void} report prints one line of progress
 * @returns {Promise<string>}
 */
async function provideNode(pin, report) {
  const { name, version, integrity } = pin;
  const content = JSON.stringify([name, version, integrity]);
  const folder = cacheFolder("node", createHash("sha256").update(content).digest("hex"));
  if (await isIntact(folder)) {
    await markUsed(folder);
    return folder;
  }
  report(`downloading ${version} (npm pack ${name})`);
  await createEntry(
    folder,
    async (partial) => {
      await unpack(await fetchPackage(pin, partial), partial);
      // Linux without glibc 2.28 has the right platform and cannot start the program.
      await execute(`starting Node.js ${version}`, programOf(partial), ["--version"]);
      await seal(partial);
    },
    isIntact,
  );
  return folder;
}

/**
 * Whether the program is executable and as long as it was. Every command asks, so its content is not read; an empty
 * program, which the system starts as a shell script, would end each of them with success and without doing anything.
 *
 * @param {string} folder
 */
async function isIntact(folder) {
  const program = programOf(folder);
  try {
    const [{ size }, recorded] = await Promise.all([
      stat(program),
      readFile(recordOf(folder), "utf8"),
      access(program, constants.X_OK),
    ]);
    return String(size) === recorded;
  } catch {
    return false;
  }
}

/**
 * Records the size of the program, and brings both to the disk: a power cut after the entry got its name must not take
 * their content.
 *
 * @param {string} folder
 */
async function seal(folder) {
  const program = await open(programOf(folder));
  const record = await open(recordOf(folder), "w");
  try {
    await program.sync();
    await record.writeFile(String((await program.stat()).size));
    await record.sync();
  } finally {
    await Promise.all([program.close(), record.close()]);
  }
}

/**
 * Fetches a package with npm, because npm knows the user's registry, proxy, certificates and credentials.
 *
 * @param {NpmPin} pin
 * @param {string} folder
 */
async function fetchPackage(pin, folder) {
  const spec = `${pin.name}@${pin.version}`;
  // The user's npm may be set to dry-run, which writes nothing.
  const options = ["--ignore-scripts", "--dry-run=false", "--loglevel=error", "--pack-destination", folder];
  // In the project's folder, where npm reads the project's .npmrc.
  await execute(`npm pack ${spec}`, "npm", ["pack", spec, ...options], root);
  const [packed = ""] = await readdir(folder);
  const file = path.join(folder, packed);
  const problem = integrityProblem(pin, await readFile(file));
  if (problem !== undefined) throw new NodeUnavailable(problem);
  return file;
}

/**
 * Describes a package whose content is not the pinned one.
 *
 * @param {NpmPin} pin
 * @param {Buffer} content
 * @returns {string | undefined}
 */
function integrityProblem({ name, version, integrity }, content) {
  const got = `sha512-${createHash("sha512").update(content).digest("base64")}`;
  if (got === integrity) return undefined;
  return `${name} ${version} from the npm registry must have the integrity ${integrity}, got ${got}`;
}

/**
 * Unpacks the program and its license; the package also has 60 MB of headers and documentation.
 *
 * @param {string} file
 * @param {string} folder
 */
async function unpack(file, folder) {
  const wanted = ["package/bin/node", "package/LICENSE"];
  const options = ["-xzf", file, "-C", folder, "--strip-components=1"];
  await execute(`unpacking ${path.basename(file)}`, "tar", [...options, ...wanted]);
  await rm(file);
}

/**
 * @param {string} doing how an error message begins
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
async function execute(doing, command, args, cwd) {
  await promisify(execFile)(command, args, { cwd }).catch(({ code, message, stderr }) => {
    const isMissing = code === "ENOENT" && !path.isAbsolute(command);
    const reason = typeof code === "number" ? `exit code ${code}` : message;
    /** @type {string[]} */
    const lines = stderr.trim().split("\n").slice(-LAST_LINES).filter(Boolean);
    throw new NodeUnavailable(
      [
        `${doing} failed: ${isMissing ? `${command} must be on PATH, got nothing` : reason}`,
        ...lines.map((line) => `  ${line}`),
      ].join("\n"),
    );
  });
}

module.exports = { integrityProblem, NodeUnavailable, provideNode };
