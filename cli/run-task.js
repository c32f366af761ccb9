// Started by Terraform while it applies, in the folder of a stack: runs one task and waits for its end.
const { startUnderNode } = require("../toolchain/node/start.js");

startUnderNode(() => {
  require("./install.js").install();
  require("../loader/run.js").run(require.resolve("./task/main.ts"), { packages: "external" });
});
