const { SourceMap } = require("node:module");
const path = require("node:path");
const { inspect } = require("node:util");

/** Prints an error that nobody caught, with places in the sources instead of places in the prepared file. */
function report(error, { filename, linesInFront, map }) {
  if (error instanceof Error && typeof error.stack === "string" && map !== undefined) {
    const sources = new SourceMap(JSON.parse(map));
    // A Windows path has one colon of its own, so the place is read from the end.
    error.stack = error.stack
      .split(filename)
      .map((text, index) => (index === 0 ? text : placed(text)))
      .join("");

    function placed(text) {
      const place = /^:(\d+):(\d+)/.exec(text);
      const found = place
        ? sources.findEntry(Number(place[1]) - 1 - linesInFront, Number(place[2]) - 1)
        : undefined;
      if (found?.originalSource === undefined) return filename + text;
      const source = path.resolve(path.dirname(filename), found.originalSource);
      return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}${text.slice(place[0].length)}`;
    }
  }
  console.error(inspect(error));
}

module.exports = { report };
