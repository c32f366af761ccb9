const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const esbuild = require("esbuild");

/** What decides the meaning of the sources and is imported by none of them. */
const SETTINGS = ["tsconfig.json", "package.json", "package-lock.json", "node_modules/.package-lock.json"];

/**
 * Bundles the entry and its imports into one CommonJS text; returns it with its source map and the list of its inputs.
 *
 * @param packages `bundle` for a program that needs all it imports at every start; `external` leaves packages to Node,
 *   for one that loads a few of many, and is bundled again in a third of a second when a source has changed
 */
async function build(root, entry, { packages = "bundle" }) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    // Two folders below .slipway, as the file that is written: the source map has relative paths.
    outfile: path.join(root, ".slipway", "programs", "entry", "program.js"),
    write: false,
    bundle: true,
    packages,
    metafile: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    charset: "ascii",
    sourcemap: "external",
    sourcesContent: false,
    // Less to read at each start; names stay as they are, for stack traces.
    minifyWhitespace: packages === "bundle",
    // Node prints the whole line where an error that nothing catches was thrown.
    lineLimit: 500,
    // A script outside of Node's module system has no import().
    supported: { "dynamic-import": false },
    logLevel: "silent",
    plugins: [ownSources(packages), noTokenStacks, noArchiver],
  });
  const textOf = (ending) => outputFiles.find((file) => file.path.endsWith(ending)).text;
  const code = textOf(".js");
  return {
    code,
    map: textOf(".map"),
    hash: createHash("sha256").update(code).digest("hex").slice(0, 20),
    inputs: [
      // Modules that a plugin made up are no files.
      ...Object.keys(metafile.inputs).filter((input) => fs.existsSync(path.resolve(root, input))),
      ...SETTINGS,
      ...fs.readdirSync(__dirname).map((name) => path.join("loader", name)),
    ],
  };
}

/**
 * Every file keeps its own __filename and __dirname. A package that is imported for its effect alone is read, as lazily.js
 * would not load it otherwise.
 */
const ownSources = (packages) => ({
  name: "own-sources",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path: file }) => {
      const source = await fs.promises.readFile(file, "utf8");
      const used =
        packages === "external"
          ? source.replace(/^import "([^".][^"]*)";$/gm, 'require("$1").default;')
          : source;
      const hasPlaces = /\b__(file|dir)name\b/.test(source);
      if (used === source && !hasPlaces) return undefined;
      const places = `__filename = ${JSON.stringify(file)}, __dirname = ${JSON.stringify(path.dirname(file))}`;
      return {
        contents: hasPlaces ? `var ${places}; ${used}` : used,
        loader: file.endsWith("ts") ? "ts" : "js",
      };
    }),
});

/**
 * cdktf takes a stack trace for every token, to be able to add it to one error message. That is a sixth of the time of a
 * synthesis; `node --import tsx main.ts` still has them.
 */
const noTokenStacks = {
  name: "no-token-stacks",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]cdktf[\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/ }, () => ({
      contents: "exports.captureStackTrace = () => [];",
    })),
};

/** cdktf loads a ZIP writer of 100 files that it calls only in a process of its own, started from its own file. */
const noArchiver = {
  name: "no-archiver",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^archiver$/ }, () => ({ path: "archiver", namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "" }));
  },
};

module.exports = { build };
