const { SourceMap } = require("node:module");
const path = require("node:path");

/**
 * Makes every stack trace show places in the sources instead of places in the prepared file, also of errors that are
 * caught and printed later. The source map is read when the first trace needs it.
 */
function mapPlaces({ filename, linesInFront, readMap }) {
  let sources;
  Error.prepareStackTrace = (error, frames) => {
    const text = [describe(error), ...frames.map((frame) => `    at ${String(frame)}`)].join("\n");
    // A Windows path has one colon of its own, so the place is read from the end.
    return text
      .split(filename)
      .map((part, index) => (index === 0 ? part : placed(part)))
      .join("");
  };

  function placed(text) {
    const place = /^:(\d+):(\d+)/.exec(text);
    if (place === null) return filename + text;
    sources ??= readSources();
    const found = sources?.findEntry(Number(place[1]) - 1 - linesInFront, Number(place[2]) - 1);
    if (found?.originalSource === undefined) return filename + text;
    const source = path.resolve(path.dirname(filename), found.originalSource);
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}${text.slice(place[0].length)}`;
  }

  /** An error here would hide the one whose trace is shown. */
  function readSources() {
    try {
      return new SourceMap(JSON.parse(readMap()));
    } catch {
      return undefined;
    }
  }
}

/** First line of a stack trace. An object that only looks like an error may not have a text. */
function describe(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

module.exports = { mapPlaces };
