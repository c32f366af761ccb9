const Sequencer = require("@jest/test-sequencer").default;
const { relative } = require("node:path");
const seconds = require("./durations.json");

/** Suites that take long in the order of their measured duration, the longest first; then the others as jest has them. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const durationOf = ({ path, context }) => seconds[relative(context.config.rootDir, path)] ?? 0;
    return super.sort(tests).sort((a, b) => durationOf(b) - durationOf(a));
  }
};
