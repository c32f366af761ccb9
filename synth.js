// Synthesis as cdktf.json starts it: main.ts with all it imports, from one prepared file.
const { join } = require("node:path");
const { run } = require("./loader/run.js");

run(join(__dirname, "main.ts"));
