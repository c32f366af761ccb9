#!/usr/bin/env node
// Runs the command from its TypeScript sources: there is no build step that could be forgotten.
const { startUnderNode } = require("../toolchain/node/start.js");

startUnderNode(() => {
  require("./install.js").install();
  require("../loader/run.js").run(require.resolve("./main.ts"), { packages: "external" });
});
