import { join } from "node:path";
import { spawnSync } from "node:child_process";
import semver from "semver";
import { engines } from "../../../package.json";
import pins from "../../../toolchain/node/pins.json";
import { isSupported, startUnderNode } from "../../../toolchain/node/start";

const VERSIONS =
  "16.20.2 20.20.2 21.7.3 22.0.0 22.21.9 22.22.0 22.23.3 23.11.1 24.0.0 24.22.3 25.1.0 26.12.1";

test.each(VERSIONS.split(" "))("reads the range of package.json as npm does: %s", (version) => {
  expect(isSupported(version)).toBe(semver.satisfies(version, engines.node));
});

test.each([
  ["22.22.0", "^22.22.1", false],
  ["22.23.0", "^22.22.1", true],
  ["24.0.0", "^22.22.1", false],
  ["24.0.0", ">=22.22.1", true],
])("compares all three numbers: %s in %s is %s", (version, range, expected) => {
  expect(isSupported(version, range)).toBe(expected);
});

test.each(Object.entries(pins))("supports the version that is provided on %s", (_, { version }) => {
  expect(isSupported(version)).toBe(true);
});

test("starts the program at once when this Node.js is supported", () => {
  const program = jest.fn();
  startUnderNode(program);
  expect(program).toHaveBeenCalledTimes(1);
});

test("starts it in the same process, and prints nothing", () => {
  const fixture = join(__dirname, "program.fixture.js");
  const { pid, stdout, stderr } = spawnSync(process.execPath, [fixture, "describe"], { encoding: "utf8" });
  expect(JSON.parse(stdout)).toMatchObject({ pid, version: process.versions.node });
  expect(stderr).toBe("");
});
