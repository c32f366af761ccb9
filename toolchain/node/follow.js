// @ts-check
const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { isatty } = require("node:tty");

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program with the streams of this process, which ends as the program does: by its exit code or by its signal, else
 * by the exit code that shells give to that signal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function follow(command, args, env) {
  const child = spawn(command, args, { stdio: "inherit", env });
  // A terminal sends Ctrl-C to both processes, and a second interrupt makes Terraform give up its state.
  const inTerminal = [0, 1, 2].some((stream) => isatty(stream));
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (signal !== "SIGINT" || !inTerminal) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  child.once("error", (error) => {
    process.exitCode = 1;
    console.error(`${command} must start, got ${error.message}`);
  });
  child.once("exit", (code, signal) => {
    for (const each of SIGNALS) process.removeListener(each, forward);
    if (signal === null) process.exitCode = code ?? 1;
    else endBy(signal);
  });
}

/** @param {NodeJS.Signals} signal */
function endBy(signal) {
  // Counts when this process goes on: Node.js ignores SIGPIPE, and handles a SIGSEGV that was sent.
  process.exitCode = 128 + constants.signals[signal];
  // Starts the debugger of Node.js.
  if (signal !== "SIGUSR1") process.kill(process.pid, signal);
}

module.exports = { follow };
