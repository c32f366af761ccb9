const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { inspect } = require("node:util");
const vm = require("node:vm");
const { crc32 } = require("node:zlib");
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
  else {
    const started = prepare(entry, folder, options).then(
      (prepared) => prepared && start(entry, prepared, options),
    );
    // Thrown again outside of the promise: --unhandled-rejections may let a rejection pass.
    started.catch((error) =>
      setImmediate(() => {
        throw error;
      }),
    );
  }
}

/** The prepared program; `undefined` when there is none or an input is not what it was. */
function read(folder) {
  try {
    const bytes = fs.readFileSync(path.join(folder, "program.js"));
    const end = bytes.indexOf("\n");
    const stamp = JSON.parse(bytes.latin1Slice(2, end));
    const whole = stamp.checksum === crc32(bytes.subarray(end + 1));
    const same = whole && stamp.root === root && stamp.inputs.every(isUnchanged);
    if (!same) return undefined;
    // As Latin-1 nothing is decoded, and the text stays outside of V8's heap.
    const code = stamp.ascii ? bytes.latin1Slice() : bytes.utf8Slice();
    return { folder, code, hash: stamp.hash, stored: true };
  } catch {
    return undefined;
  }
}

/**
 * Of a file, its size and the time of its last change in milliseconds, zeros when it is missing. The time of change, unlike the
 * time of modification, is not restored by `cp -p`, `tar` or an editor. Of a folder, what sources it has, for they decide what an
 * import means.
 */
function stateOf(input) {
  const place = path.resolve(root, input);
  if (input.endsWith("/")) return [crc32(sourcesIn(place).join("/")), 0];
  const found = fs.statSync(place, { throwIfNoEntry: false });
  return found ? [found.size, found.ctimeMs] : [0, 0];
}

function sourcesIn(folder) {
  try {
    return fs.readdirSync(folder).filter((name) => /\.([cm]?[jt]sx?|json)$/.test(name));
  } catch {
    return [];
  }
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
  } catch (error) {
    if (reported(error)) return undefined;
    // A package that esbuild cannot read, or no esbuild at all: tsx compiles file by file.
    process.argv[1] = entry;
    require("tsx/cjs");
    Module.runMain();
    return undefined;
  }
  const { hash, map } = bundle;
  const inputs = bundle.inputs.map((input) => [input, ...stateOf(input)]);
  const program = `(function (exports, require, module, __filename, __dirname) {\n${bundle.code}\n})`;
  const stamp = asciiJson({
    root,
    hash,
    checksum: crc32(program),
    ascii: !/[^\0-\x7f]/.test(program),
    inputs,
  });
  const code = `//${stamp}\n${program}`;
  // A file that changed while it was read may be in the bundle as it was before; then the next run prepares again.
  // File systems keep coarse time, hence the margin.
  const settled = inputs.every(([, , changed]) => changed < began - 50);
  const stored = settled && store(folder, `${hash}.map`, map) && store(folder, "program.js", code);
  if (stored) tidy(folder, hash);
  return { folder, code, hash, map, stored };
}

/** Prints what is wrong with our own sources; `false` when the error is of another kind. */
function reported(error) {
  const mistakes = require("./mistakes.js").mistakesIn(root, error);
  for (const mistake of mistakes) console.error(mistake);
  if (mistakes.length > 0) process.exitCode = 1;
  return mistakes.length > 0;
}

const asciiJson = (value) =>
  JSON.stringify(value).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Writes a file whole or not at all, also when two runs write it at once. */
function store(folder, name, data) {
  const temporary = path.join(folder, `${name}.${process.pid}`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(temporary, data);
    fs.renameSync(temporary, path.join(folder, name));
    return true;
  } catch {
    remove(temporary);
    return false;
  }
}

function remove(file) {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Where nothing can be written, there is nothing to remove.
  }
}

/** Removes what earlier programs and interrupted runs left. Another run that is writing does without its file. */
function tidy(folder, hash) {
  for (const name of fs.readdirSync(folder)) {
    const isOurs = name.startsWith(hash) && /\.(map|bytecode)$/.test(name);
    if (name !== "program.js" && !isOurs) remove(path.join(folder, name));
  }
}

function start(entry, { folder, code, hash, map, stored }, options) {
  const filename = path.join(folder, "program.js");
  // V8 compares no more than the length of the source with what bytecode was made from: the hash has to be in the name.
  // Another version of V8 rejects it.
  const bytecode = `${hash}-${process.versions.v8}.bytecode`;
  const cachedData = checked(contentOf(path.join(folder, bytecode)));
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
    process.once("exit", () => store(folder, bytecode, withChecksum(script.createCachedData())));
  }
  try {
    script.runInThisContext()(module.exports, requireHere, module, entry, path.dirname(entry));
  } catch (error) {
    if (process.listenerCount("uncaughtException") > 0) throw error;
    // As Node does for an error that nothing catches, without the line of the prepared file in front.
    console.error(inspect(error));
    process.exit(1);
  }
}

/** V8 crashes on damaged bytecode: a checksum behind it tells whether it was read as it was written. */
function withChecksum(data) {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(data));
  return Buffer.concat([data, checksum]);
}

function checked(stored) {
  if (stored === undefined || stored.length < 4) return undefined;
  const data = stored.subarray(0, -4);
  return crc32(data) === stored.readUInt32LE(data.length) ? data : undefined;
}

function contentOf(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

module.exports = { run };
