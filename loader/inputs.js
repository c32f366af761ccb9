const fs = require("node:fs");
const path = require("node:path");
const { isInPackage } = require("./packages.js");

/** What decides the meaning of the sources and is imported by none of them. */
const SETTINGS = ["package.json", "package-lock.json", "node_modules/.package-lock.json"];

/**
 * All that decides what a program is: the files that were bundled, the folders of our own sources, where a new file can take the
 * place of another, and the settings. A folder ends with a slash.
 *
 * @param bundled files relative to the root, as esbuild names them; modules that a plugin made up are no files
 */
function inputsOf(root, bundled) {
  const files = bundled.filter((file) => fs.existsSync(path.resolve(root, file)));
  const own = files.filter((file) => !isInPackage(root, path.resolve(root, file)));
  return [
    ...new Set([
      ...files,
      ...own.map((file) => `${path.dirname(file)}/`),
      ...files.flatMap(manifestOf),
      ...tsconfigs(root, "tsconfig.json"),
      ...SETTINGS,
      ...fs.readdirSync(__dirname).map((name) => path.join("loader", name)),
    ]),
  ];
}

/** The package.json that decides which file of a package is imported. */
function manifestOf(file) {
  const [found] = /^.*node_modules\/(@[^/]+\/)?[^/]+\//.exec(file) ?? [];
  return found === undefined ? [] : [`${found}package.json`];
}

/** A tsconfig.json and those that it extends. */
function tsconfigs(root, file) {
  const text = contentOf(path.resolve(root, file));
  const [, extended = ""] = /"extends"\s*:\s*("[^"]*"|\[[^\]]*\])/.exec(text) ?? [];
  const others = [...extended.matchAll(/"(\.[^"]*)"/g)].map(([, name]) =>
    path.join(path.dirname(file), name),
  );
  return [
    file,
    ...others.flatMap((other) => tsconfigs(root, other.endsWith(".json") ? other : `${other}.json`)),
  ];
}

/** The text of a file; empty when there is none. */
function contentOf(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

module.exports = { inputsOf };
