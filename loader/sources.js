const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const esbuild = require("esbuild");
const { isInPackage } = require("./packages.js");

/**
 * Our own sources become CommonJS modules one by one, in blocks of their own, before they are bundled. Bundled as they are they
 * would share one scope: esbuild renames classes of the same name there, which an Aspect that asks for `constructor.name` would
 * miss, and makes `var` of every `const`, so that a circular import reads `undefined`.
 *
 * @param settings of esbuild that decide what the code may contain and which options of the compiler hold
 * @returns the plugin, and the text that the bundle begins with
 */
async function ownSources(root, settings) {
  const helpers = await helperFunctions();
  const plugin = {
    name: "own-sources",
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path: file }) => {
        if (isInPackage(root, file)) return packageSource(file);
        try {
          return { contents: without(helpers, await moduleOf(file, settings)), loader: "js" };
        } catch ({ errors }) {
          const named = { file: path.relative(root, file) };
          return { errors: errors.map((error) => ({ ...error, location: { ...error.location, ...named } })) };
        }
      }),
  };
  return { banner: bannerOf(helpers), plugin };
}

/** The source as a CommonJS module in a block, with its places as values. */
async function moduleOf(file, settings) {
  // Not transform(), which knows a tsconfig.json without the files that it extends.
  const { outputFiles } = await esbuild.build({
    ...settings,
    entryPoints: [file],
    outdir: path.dirname(file),
    write: false,
    format: "cjs",
    sourcemap: "inline",
    sourcesContent: false,
    define: {
      __filename: JSON.stringify(file),
      __dirname: JSON.stringify(path.dirname(file)),
      "import.meta.filename": JSON.stringify(file),
      "import.meta.dirname": JSON.stringify(path.dirname(file)),
      "import.meta.url": JSON.stringify(pathToFileURL(file).href),
    },
    banner: { js: '"use strict"; {' },
    footer: { js: "}" },
  });
  return outputFiles[0].text;
}

/** Functions that esbuild puts in front of each module, by its own words for a module that needs them all. */
async function helperFunctions() {
  const { code } = await esbuild.transform('import a, * as b from "a"; export * from "b"; export { a, b };', {
    format: "cjs",
    platform: "node",
  });
  return code.split(/^(?=var )/m).filter((statement) => /^var __\w+ = /.test(statement));
}

/** The module without these functions; its lines stay where they are for the source map. */
const without = (helpers, code) =>
  helpers.reduce((rest, helper) => rest.replace(helper, "\n".repeat(helper.split("\n").length - 1)), code);

/**
 * The program has them once. esbuild's own `__toCommonJS` copies all exports into a second object. Nothing else has the first one,
 * so it is marked instead.
 */
const bannerOf = (helpers) =>
  `${helpers.join("")}__toCommonJS = (mod) => __defProp(mod, "__esModule", { value: true });\n`;

/** Also a file of a package keeps its own __filename and __dirname. */
async function packageSource(file) {
  const source = await fs.promises.readFile(file, "utf8");
  if (!/\b__(file|dir)name\b/.test(source)) return undefined;
  const places = `__filename = ${JSON.stringify(file)}, __dirname = ${JSON.stringify(path.dirname(file))}`;
  return { contents: `var ${places}; ${source}`, loader: file.endsWith("ts") ? "ts" : "js" };
}

module.exports = { ownSources };
