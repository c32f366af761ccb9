const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { startUnderNode } = require("../toolchain/node/start.js");

/**
 * Installs the packages of the lock file when they are missing, so that the first command on a fresh clone works.
 * Plain JavaScript without dependencies: it runs before there are any. npm writes the marker last, so an interrupted
 * installation is repeated.
 */
function install() {
  const root = join(__dirname, "..");
  if (existsSync(join(root, "node_modules", ".package-lock.json"))) return;
  console.error("packages  installing them (npm ci)");
  // Installation scripts of packages are not needed: native programs come prebuilt.
  const { status } = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    console.error(
      "packages must be installed, got an error from npm ci; see above, then run the command again",
    );
    process.exit(1);
  }
}

/** `node cli/install.js [-- <command> <arguments>]`: the command runs under a supported Node.js, with the packages. */
function main() {
  install();
  const [separator, command, ...args] = process.argv.slice(2);
  if (separator === "--" && command !== undefined) {
    require("../toolchain/node/follow.js").follow(command, args, process.env);
  }
}

if (require.main === module) startUnderNode(main);

module.exports = { install };
