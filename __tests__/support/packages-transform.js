const { createHash } = require("node:crypto");

/** Global of a suite's sandbox: the `require` outside of it, from packages-environment.js. */
const REQUIRE = Symbol.for("slipway.require");

/**
 * Replaces a file of a package by the module that Node loads from it. There is no sandbox around `globalSetup`; the file is
 * compiled as it is there.
 */
function replacement(file) {
  const path = JSON.stringify(file);
  return `
const load = globalThis[Symbol.for(${JSON.stringify(REQUIRE.description)})];
if (load) module.exports = load(${path});
else module._compile(require("node:fs").readFileSync(${path}, "utf8"), ${path});`;
}

module.exports = {
  REQUIRE,
  process: (_, file) => ({ code: replacement(file) }),
  getCacheKey: (_, file) => createHash("sha256").update(replacement(file)).digest("hex"),
};
