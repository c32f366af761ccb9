const { writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");

const MAX_SUITES = 10;
/** Suites that take less are not worth an order of their own. */
const MIN_RECORDED_SECONDS = 20;

/**
 * Prints the ten slowest suites of a run that has more. With UPDATE_DURATIONS=1 it writes durations.json, by which
 * sequencer.js orders the suites.
 */
module.exports = class Slowest {
  onRunComplete(_contexts, { testResults }) {
    const suites = testResults
      .map(({ testFilePath, perfStats: { runtime } }) => ({
        path: relative(join(__dirname, "../.."), testFilePath),
        seconds: runtime / 1000,
      }))
      .sort((a, b) => b.seconds - a.seconds);
    if (process.env.UPDATE_DURATIONS === "1") record(suites);
    if (suites.length <= MAX_SUITES) return;
    console.log(
      [
        "",
        `The ${MAX_SUITES} slowest of ${suites.length} suites:`,
        ...suites
          .slice(0, MAX_SUITES)
          .map(({ path, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${path}`),
      ].join("\n"),
    );
  }
};

function record(suites) {
  const slow = suites.filter(({ seconds }) => seconds >= MIN_RECORDED_SECONDS);
  const durations = Object.fromEntries(slow.map(({ path, seconds }) => [path, Math.round(seconds)]));
  writeFileSync(join(__dirname, "durations.json"), `${JSON.stringify(durations, null, 2)}\n`);
}
