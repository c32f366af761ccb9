// @ts-check
const { engines } = require("../../package.json");

// Loaded by every start: plain JavaScript that an old Node.js parses, and nothing more than the check.

/**
 * Whether a version is in a range of package.json's `engines`: `^1.2.3` and `>=1.2.3`, joined by `||`.
 * The `semver` package does the same, but is not installed yet when the first command of a fresh clone starts.
 *
 * @param {string} version
 * @param {string} range
 * @returns {boolean}
 */
function isSupported(version, range = engines.node) {
  const actual = parse(version);
  return range.split("||").some((part) => {
    const lowest = parse(part);
    return actual.rank >= lowest.rank && (part.includes(">=") || actual.major === lowest.major);
  });
}

/** @param {string} text */
function parse(text) {
  const [major = 0, minor = 0, patch = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return { major, rank: (major * 1000 + minor) * 1000 + patch };
}

/**
 * Starts a program when this Node.js is supported. Otherwise runs the same command again under a Node.js that is, and
 * ends with its exit code.
 *
 * @param {() => void} program
 */
function startUnderNode(program) {
  if (isSupported(process.versions.node)) program();
  else require("./replace.js").replaceNode();
}

module.exports = { isSupported, startUnderNode };
