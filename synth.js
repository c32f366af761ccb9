// Synthesis as cdktf.json starts it: main.ts with all it imports, from one prepared file.
const { join } = require("node:path");
const { startUnderNode } = require("./toolchain/node/start.js");

startUnderNode(() => require("./loader/run.js").run(join(__dirname, "main.ts")));
