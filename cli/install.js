const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Installs the packages of the lock file when they are not there, so that the first command on a fresh clone works.
 * Plain JavaScript without dependencies: it runs before there are any. npm writes the marker last, so an interrupted
 * installation is done again.
 */
function install() {
  const root = join(__dirname, "..");
  if (existsSync(join(root, "node_modules", ".package-lock.json"))) return;
  console.error("packages  installing them (npm ci)");
  // Installation scripts of packages are not needed: what is native comes prebuilt.
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

install();
