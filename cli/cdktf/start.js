#!/usr/bin/env node
// What "npx cdktf" starts in this project, by "bin" of package.json.
const { startUnderNode } = require("../../toolchain/node/start.js");

startUnderNode(() => {
  require("../install.js").install();
  require("../../loader/run.js").run(require.resolve("./main.ts"), { packages: "external" });
});
