const util = require("node:util");
const { TestEnvironment } = require("jest-environment-node");
const { REQUIRE } = require("./packages-transform");

/**
 * Node's environment, in which Node itself loads the packages that packages-transform.js replaces: once in a worker
 * instead of once in a suite. They read the worker's variables, so `process.env` of a test is the same object; what a
 * suite changed in it is restored at its end.
 */
module.exports = class PackagesEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    this.before = { ...process.env };
    this.global[REQUIRE] = require;
    // The AWS SDK sends a date of another realm as a text, as it is no instance of its own Date.
    Object.assign(this.global, { Date, Map, Set });
    leaveOutTokenStacks();
    // cdktf calls it for outputs that are objects; Node warns of it (DEP0044).
    util.isArray = Array.isArray;
    Object.defineProperty(this.global.process, "env", {
      configurable: true,
      enumerable: true,
      get: () => process.env,
      set: replaceVariables,
    });
  }

  async teardown() {
    replaceVariables(this.before);
    await super.teardown();
  }
};

/** A variable that is `undefined` is not set, as in the variables of a child process. */
function replaceVariables(variables) {
  for (const name of Object.keys(process.env)) if (variables[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) process.env[name] = value;
}

/**
 * cdktf takes a stack trace for every token, for one of its error messages; synth.js leaves them out too. Through Jest's
 * source maps they took a seventh of the time of the unit tests.
 */
function leaveOutTokenStacks() {
  // Not at the top: Jest transforms what this file requires while it is loaded.
  require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];
}
