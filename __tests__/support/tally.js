const { appendFileSync } = require("node:fs");

/**
 * Adds one line `<passed> <failed> <skipped>` per jest run to the file that SLIPWAY_TALLY names, and fails a run in
 * CI that skipped anything.
 */
module.exports = class Tally {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    const skipped = numPendingTests + numTodoTests;
    const file = process.env.SLIPWAY_TALLY;
    if (file) {
      appendFileSync(file, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites} ${skipped}\n`);
    }
    if (process.env.CI && skipped > 0)
      this.error = new Error(`${skipped} tests were skipped; CI runs them all`);
  }

  getLastError() {
    return this.error;
  }
};
