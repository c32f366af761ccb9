const { spawnSync } = require("node:child_process");
const { existsSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { startUnderNode } = require("../toolchain/node/start.js");

const root = join(__dirname, "..");
/** npm writes it last, so an interrupted installation is repeated. */
const marker = join(root, "node_modules", ".package-lock.json");

const USAGE = "node cli/install.js [-- <command> [<argument>...]]";

/** Settings of the user's npm with which `npm ci` installs nothing, elsewhere, or without the programs in .bin. */
const ALWAYS = [
  "--dry-run=false",
  "--package-lock-only=false",
  "--global=false",
  "--location=project",
  "--bin-links",
];

/**
 * Installs the packages of the lock file when they are missing, so that the first command on a fresh clone works.
 * Plain JavaScript without dependencies: it runs before there are any.
 */
function install() {
  if (existsSync(marker)) return;
  const lock = lockOfInstallation();
  if (!existsSync(marker)) installPackages(lock);
  lock.release();
}

/** Two installations at once remove each other's packages, and the marker stays. */
function lockOfInstallation() {
  const waiting = () => console.error("packages  waiting for another process that installs them (npm ci)");
  try {
    return require("../toolchain/lock.js").takeLock(join(root, ".slipway", "install"), waiting);
  } catch {
    // A file system without named pipes has no lock. On one that cannot be written, npm says so. A folder that goes away
    // meanwhile does so after an installation, which leaves the marker.
    return { pipe: "ignore", release: () => undefined };
  }
}

/** Ends this process when they cannot be installed. The lock stays as it is then, because the next process may install. */
function installPackages({ pipe }) {
  console.error("packages  installing them (npm ci)");
  // Installation scripts of packages are not needed: native programs come prebuilt.
  const ended = spawnSync("npm", ["ci", "--no-fund", "--no-audit", ...ALWAYS], {
    cwd: root,
    // npm keeps the lock when it outlives this process.
    stdio: ["ignore", 2, 2, pipe],
  });
  const problem = problemOf(ended);
  if (problem === undefined) return;
  rmSync(marker, { force: true });
  console.error(problem);
  process.exit(1);
}

function problemOf({ error, status, signal }) {
  if (error !== undefined) {
    const got = error.code === "ENOENT" ? "nothing" : error.message;
    return `npm must be on PATH, got ${got}; install npm, then run the command again`;
  }
  if (status !== 0) {
    const got = signal === null ? "an error" : signal;
    return `packages must be installed, got ${got} from npm ci; see above, then run the command again`;
  }
  if (!existsSync(marker)) {
    return `packages must be installed, got no ${marker} from npm ci; see "npm config list", then run the command again`;
  }
}

/** The command runs under a supported Node.js, with the packages. */
function main() {
  const [separator, command, ...args] = process.argv.slice(2);
  if (separator !== undefined && (separator !== "--" || command === undefined)) {
    console.error(
      `arguments must be a command behind --, got ${process.argv.slice(2).join(" ")}; use: ${USAGE}`,
    );
    process.exit(1);
  }
  install();
  if (command !== undefined) require("../toolchain/node/follow.js").follow(command, args, process.env);
}

if (require.main === module) startUnderNode(main);

module.exports = { install };
