const { createHash } = require("node:crypto");

/** Global in the sandbox of a suite: the `require` outside of it, from packages-environment.js. */
const REQUIRE = Symbol.for("slipway.require");

/** In place of a package's file: what Node's own module system makes of it. */
module.exports = {
  REQUIRE,
  process: (_, file) => ({
    code: `module.exports = globalThis[Symbol.for(${JSON.stringify(REQUIRE.description)})](${JSON.stringify(file)});`,
  }),
  getCacheKey: (_, file) => createHash("sha256").update(file).update(REQUIRE.description).digest("hex"),
};
