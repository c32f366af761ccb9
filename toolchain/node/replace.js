// @ts-check
const { realpathSync } = require("node:fs");
const path = require("node:path");
const { engines } = require("../../package.json");
const { CacheUnavailable } = require("../cache-entry.js");
const { follow } = require("./follow.js");
const pins = require("./pins.json");
const { NodeUnavailable, provideNode } = require("./provide.js");

/** Runs the command of this process again under the pinned Node.js, which its own children find first on PATH. */
function replaceNode() {
  underPinnedNode().catch((error) => {
    process.exitCode = 1;
    // An error with a code is the system's: the cache cannot be written, the disk is full.
    const expected =
      [NodeUnavailable, CacheUnavailable].some((kind) => error instanceof kind) || error.code !== undefined;
    console.error(
      `Node.js must be ${engines.node}, got ${process.versions.node}; providing one failed: ${expected ? error.message : error.stack}\n` +
        "Install a supported Node.js, or fix this, then run the command again.",
    );
  });
}

async function underPinnedNode() {
  const pin = pinOf(`${process.platform}-${process.arch}`);
  const folder = await provideNode(pin, report);
  report(`${process.versions.node} is not supported; using ${pin.version} from ${folder}`);
  // As process.execPath has it, which describe-node.ts compares with PATH.
  const bin = realpathSync(path.join(folder, "bin"));
  const args = [...process.execArgv, ...process.argv.slice(1)];
  const PATH = [bin, process.env.PATH].filter(Boolean).join(path.delimiter);
  follow(path.join(bin, "node"), args, { ...process.env, PATH });
}

/**
 * @param {string} platform
 * @returns {import("../images/pins").NpmPin}
 */
function pinOf(platform) {
  const found = Object.entries(pins).find(([name]) => name === platform);
  if (found === undefined) throw new NodeUnavailable(`there is no package for ${platform}`);
  return found[1];
}

/** In the columns of cli/install.js. @param {string} message */
const report = (message) => console.error(`node      ${message}`);

module.exports = { pinOf, replaceNode };
