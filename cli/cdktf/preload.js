// Loaded into the process of cdktf before its own program.
const { constants } = require("node:os");

// When a stack fails, cdktf 0.21 waits for the stacks that still run, and meanwhile leaves the failure's promise without a
// handler. Node.js would end the process, and with it their Terraforms.
const rejections = new Map();
process.on("unhandledRejection", (reason, promise) => rejections.set(promise, reason));
process.on("rejectionHandled", (promise) => rejections.delete(promise));
// cdktf reports the failure of a stack itself. What it never looks at must not end as a success.
process.on("exit", () => {
  if (rejections.size === 0) return;
  if (!process.exitCode) for (const reason of rejections.values()) console.error(reason);
  process.exitCode ||= 1;
});

// After an interrupt, cdktf takes the stack whose destruction it has stopped for destroyed, and begins with those that the
// stack needs. toolchain/lasting-terraform.sh then starts none.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    process.env.SLIPWAY_STOPPING = signal;
    // Verbs that start no Terraform have no handler of their own, and would not end.
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
  });
}

// The command that started cdktf was killed. cdktf must not start another stack, as the next command waits for the
// Terraforms that run now, and not for cdktf.
process.on("disconnect", () => process.exit(1));
// The listener would keep the process from ending.
process.channel?.unref();

// A terminal reports a program that was killed with exit code 0 and the signal. cdktf looks at the code alone: it would take
// the stack of a killed Terraform for deployed, and begin with the stacks that need it.
const { join } = require("node:path");
const program = join(require.resolve("cdktf-cli/package.json"), "..", "bundle/bin");
const terminals = require(require.resolve("@cdktf/node-pty-prebuilt-multiarch", { paths: [program] }));
const { spawn } = terminals;
terminals.spawn = (...args) => {
  const terminal = spawn(...args);
  const { onExit } = terminal;
  return Object.defineProperty(terminal, "onExit", {
    value: (listener) =>
      onExit(({ exitCode, signal }) => listener({ exitCode: signal ? 128 + signal : exitCode, signal })),
  });
};

// cdktf warns when NODE_OPTIONS, which .npmrc sets, has no limit for the memory of a synthesis; without NODE_OPTIONS it sets
// this one.
const MEMORY = "--max-old-space-size";
const { NODE_OPTIONS = "" } = process.env;
if (NODE_OPTIONS !== "" && !NODE_OPTIONS.includes(MEMORY)) {
  process.env.NODE_OPTIONS = `${MEMORY}=4096 ${NODE_OPTIONS}`;
}
