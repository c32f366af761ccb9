// Starts production.ts the way that synth.js starts main.ts.
const { join } = require("node:path");
const { run } = require("../loader/run.js");

run(join(__dirname, "production.ts"));
