// A program behind the check, for tests with real processes: `<action> <argument>`.
const { execFileSync } = require("node:child_process");
const { startUnderNode } = require("../../../toolchain/node/start.js");

const ACTIONS = {
  describe: () =>
    console.log(
      JSON.stringify({
        pid: process.pid,
        version: process.versions.node,
        // What npm, jest, cdktf and Terraform start as `node`.
        onPath: execFileSync("node", ["--version"], { encoding: "utf8" }).trim(),
        args: process.argv.slice(2),
        execArgv: process.execArgv,
      }),
    ),
  read: (code) => {
    process.stdin.pipe(process.stdout);
    process.exitCode = Number(code);
  },
  kill: (signal) => process.kill(process.pid, signal),
  // Counts the signals of half a second, and ends with the count.
  count: (signal) => {
    let count = 0;
    process.on(signal, () => {
      count += 1;
      if (count === 1) setTimeout(() => process.exit(count), 500);
    });
    console.log("waiting");
    setTimeout(() => process.exit(100), 20_000);
  },
};

startUnderNode(() => ACTIONS[process.argv[2]](process.argv[3]));
