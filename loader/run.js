const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { inspect } = require("node:util");
const vm = require("node:vm");
const { lazily } = require("./lazily.js");
const { mapPlaces } = require("./places.js");

/**
 * Runs a TypeScript program of this project from one file that holds the program and what it imports, with V8's
 * bytecode beside it. Both are made by the first run, and again when an input has changed. A cache that cannot be read
 * or written costs time and nothing else. Plain JavaScript on Node's own modules: this is the path of every run.
 */
const root = path.join(__dirname, "..");
const programs = path.join(root, ".slipway", "programs");

/** Lines of a prepared file in front of the bundle: the stamp, and the head of the function around it. */
const LINES_IN_FRONT = 2;

function run(entry, options = {}) {
  // Bytecode of the packages that Node loads one by one. Its own default is a folder that all users of a machine share.
  if (options.packages === "external") Module.enableCompileCache(path.join(programs, "packages"));
  const name = path.relative(root, entry).replace(/\.ts$/, "").replaceAll(path.sep, "-");
  const folder = path.join(programs, name);
  const program = read(folder);
  if (program) start(entry, program, options);
  else void prepare(entry, folder, options).then((prepared) => prepared && start(entry, prepared, options));
}

/** The prepared program; `undefined` when there is none or an input is not what it was. */
function read(folder) {
  try {
    // The file is ASCII: as Latin-1 nothing is decoded, and the text stays outside of V8's heap.
    const code = fs.readFileSync(path.join(folder, "program.js"), "latin1");
    const stamp = JSON.parse(code.slice(2, code.indexOf("\n")));
    const whole = stamp.length === code.length - code.indexOf("\n") - 1;
    const same = whole && stamp.root === root && stamp.inputs.every(isUnchanged);
    return same ? { folder, code, hash: stamp.hash, stored: true } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Size and time of the last change in milliseconds, zeros for a missing file. The time of change, unlike
 * the time of modification, is not restored by `cp -p`, `tar` or an editor.
 */
function stateOf(input) {
  const found = fs.statSync(path.resolve(root, input), { throwIfNoEntry: false });
  return found ? [found.size, found.ctimeMs] : [0, 0];
}

function isUnchanged([input, size, changed]) {
  const [sizeNow, changedNow] = stateOf(input);
  return sizeNow === size && changedNow === changed;
}

/** Bundles the program and stores it; `undefined` when it cannot be bundled and tsx has taken over. */
async function prepare(entry, folder, options) {
  const began = Date.now();
  let bundle;
  try {
    bundle = await require("./build.js").build(root, entry, options);
  } catch {
    // A mistake in a source is reported here with its place, as tsx compiles file by file.
    process.argv[1] = entry;
    require("tsx/cjs");
    Module.runMain();
    return undefined;
  }
  const { hash, map } = bundle;
  const inputs = bundle.inputs.map((input) => [input, ...stateOf(input)]);
  const program = `(function (exports, require, module, __filename, __dirname) {\n${bundle.code}\n})`;
  const stamp = ascii(JSON.stringify({ root, hash, length: program.length, inputs }));
  const code = `//${stamp}\n${program}`;
  // A file that changed while it was read may be in the bundle as it was before; then the next run prepares again.
  // File systems keep coarse time, hence the margin.
  const settled = inputs.every(([, , changed]) => changed < began - 50);
  const stored = settled && store(folder, `${hash}.map`, map) && store(folder, "program.js", code);
  if (stored) tidy(folder, hash);
  return { folder, code, hash, map, stored };
}

const ascii = (text) =>
  text.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Writes a file whole or not at all, also when two runs write it at once. */
function store(folder, name, data) {
  const temporary = path.join(folder, `${name}.${process.pid}`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(temporary, data);
    fs.renameSync(temporary, path.join(folder, name));
    return true;
  } catch {
    return false;
  }
}

/** Removes what earlier programs left. Another run may do the same at this moment. */
function tidy(folder, hash) {
  try {
    for (const name of fs.readdirSync(folder)) {
      if (name !== "program.js" && !name.startsWith(hash))
        fs.rmSync(path.join(folder, name), { force: true });
    }
  } catch {
    // What is left over is removed the next time.
  }
}

function start(entry, { folder, code, hash, map, stored }, options) {
  const filename = path.join(folder, "program.js");
  // V8 compares no more than the length of the source with what bytecode was made from: the hash has to be in the name.
  // Another version of V8 rejects it.
  const bytecode = `${hash}-${process.versions.v8}.bytecode`;
  const cachedData = contentOf(path.join(folder, bytecode));
  const script = new vm.Script(code, { filename, cachedData });
  const module = new Module(entry);
  module.filename = entry;
  const required = Module.createRequire(entry);
  const requireHere = options.packages === "external" ? lazily(required) : required;
  process.mainModule = requireHere.main = module;
  process.argv[1] = entry;
  const readMap = () => map ?? contentOf(path.join(folder, `${hash}.map`))?.toString();
  mapPlaces({ filename, linesInFront: LINES_IN_FRONT, readMap });
  if (stored && (cachedData === undefined || script.cachedDataRejected)) {
    // At the end, with the functions that were called. Help and errors of the command line end by process.exit().
    process.once("exit", () => store(folder, bytecode, script.createCachedData()));
  }
  try {
    script.runInThisContext()(module.exports, requireHere, module, entry, path.dirname(entry));
  } catch (error) {
    process.exitCode = 1;
    console.error(inspect(error));
  }
}

function contentOf(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

module.exports = { run };
