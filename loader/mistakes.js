const fs = require("node:fs");
const path = require("node:path");
const { isInPackage } = require("./packages.js");

/**
 * What keeps our own sources from being compiled, one text for each mistake: the place, the rule, the line. Empty when the error is
 * of another kind, such as a package that esbuild cannot read.
 */
function mistakesIn(root, { errors = [] }) {
  return errors
    .filter(({ location }) => location && !isInPackage(root, path.resolve(root, location.file)))
    .map(({ text, location }) => {
      const { file, line, column, lineText } = placeOf(root, text, location);
      return `${file}:${line}:${column + 1}: ${text}\n  ${lineText}\n  ${" ".repeat(column)}^`;
    })
    .sort();
}

/** An import that leads nowhere is found in the compiled module: its place in the source is that of the quoted name. */
function placeOf(root, text, location) {
  const [, name] = /^Could not resolve "(.*)"/.exec(text) ?? [];
  if (name === undefined) return location;
  const lines = fs.readFileSync(path.resolve(root, location.file), "utf8").split(/\r?\n/);
  const quoted = [`"${name}"`, `'${name}'`];
  const index = lines.findIndex((line) => quoted.some((each) => line.includes(each)));
  if (index === -1) return location;
  const lineText = lines[index];
  const column = Math.max(...quoted.map((each) => lineText.indexOf(each)));
  return { file: location.file, line: index + 1, column, lineText };
}

module.exports = { mistakesIn };
