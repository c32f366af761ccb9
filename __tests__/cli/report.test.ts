import { DeploymentError, DeploymentStopped } from "../../cli/deploy/errors";
import { report } from "../../cli/report";
import { emulatorEngine } from "../../emulator/engine";
import { EmulatorError } from "../../emulator/errors";
import { ConfigurationError, RefusedError } from "../../environments/errors";
import { ImageBuildError } from "../../toolchain/images/errors";
import { CommandError, InterruptedError } from "../../toolchain/run";

let printed: unknown[] = [];
beforeEach(() => {
  printed = [];
  jest.spyOn(console, "error").mockImplementation((...values: unknown[]) => void printed.push(...values));
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

test.each([
  [new ConfigurationError('environment "dev"', ["a", "b"]), 'environment "dev" is not valid:\n  - a\n  - b'],
  [new RefusedError("promote release 2", ["a", "b"]), "Cannot promote release 2:\n  - a\n  - b"],
  [
    new CommandError("deploying local", "cdktf", 2, "ended with exit code 2", ["its", "words"]),
    "deploying local failed: cdktf ended with exit code 2\n  its\n  words",
  ],
  [
    new EmulatorError(emulatorEngine("ministack"), "the container has gone", ["last line"]),
    "starting MiniStack failed: the container has gone\n  last line",
  ],
  [
    new ImageBuildError("slipway/node:1", "no space", ["last line"]),
    "building the image slipway/node:1 failed: no space\n  last line",
  ],
  [new DeploymentError("deploying dev failed\nNext: again"), "deploying dev failed\nNext: again"],
])("%s: the message alone, exit code 1", (error, message) => {
  report(error);
  expect(printed).toEqual([message]);
  expect(process.exitCode).toBe(1);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s: what to do next, exit code %i as shells have it", (signal, code) => {
  report(new InterruptedError("deploying local", signal));
  expect(printed).toEqual(["deploying local was interrupted; run the same command again to finish the work"]);
  expect(process.exitCode).toBe(code);
  report(new DeploymentStopped("stopped\nTo finish the work: again", signal));
  expect(printed.at(-1)).toBe("stopped\nTo finish the work: again");
  expect(process.exitCode).toBe(code);
});

test("a bug of ours: with its stack, exit code 1", () => {
  const bug = new TypeError("x is not a function");
  report(bug);
  expect(printed).toEqual([bug]);
  expect(process.exitCode).toBe(1);
});
