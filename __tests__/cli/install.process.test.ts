import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeMachine, finish } from "../support/slipway";
import { root } from "../support/synth-environment";

// Each command is a process of its own.
let machine: FakeMachine;
let project: string;
const calls = () => (existsSync(join(project, "calls")) ? readFileSync(join(project, "calls"), "utf8") : "");

/** A project with nothing but the script and what it needs, and an npm that notes how it was called. */
beforeEach(() => {
  machine = new FakeMachine();
  project = join(machine.folder, "project");
  mkdirSync(join(project, "cli"), { recursive: true });
  for (const file of ["package.json", "cli/install.js", "toolchain/node"]) {
    cpSync(join(root, file), join(project, file), { recursive: true });
  }
});
afterEach(() => machine.remove());

function npm(end: string): void {
  machine.program("npm", `echo "$PWD: npm $*" >> "$PWD/calls"; echo "npm's own words"; ${end}`);
}
const install = (...args: readonly string[]) =>
  finish(process.execPath, ["cli/install.js", ...args], { cwd: project, env: machine.env });

test("installs the packages of the lock file when none are there; npm's words go to standard error", async () => {
  npm("mkdir -p node_modules; touch node_modules/.package-lock.json");
  expect(await install()).toEqual({
    code: 0,
    stdout: "",
    stderr: "packages  installing them (npm ci)\nnpm's own words\n",
  });
  expect(calls()).toBe(`${project}: npm ci --no-fund --no-audit\n`);
});

test("does nothing, and says nothing, when they are there", async () => {
  npm("exit 1");
  mkdirSync(join(project, "node_modules"));
  writeFileSync(join(project, "node_modules/.package-lock.json"), "{}");
  expect(await install()).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(calls()).toBe("");
});

test("does again what was interrupted: npm writes its marker last", async () => {
  npm("kill -9 $$");
  mkdirSync(join(project, "node_modules"));
  const { code } = await install();
  expect(code).toBe(1);
  npm("touch node_modules/.package-lock.json");
  expect((await install()).code).toBe(0);
  expect(calls().split("\n")).toHaveLength(3);
});

test("ends with what to do when npm does not succeed", async () => {
  npm("exit 3");
  expect(await install()).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "packages  installing them (npm ci)\nnpm's own words\npackages must be installed, got an error from npm ci; see above, then run the command again\n",
  });
});

test("runs a command behind --, after the packages, and ends with its exit code", async () => {
  npm("mkdir -p node_modules; touch node_modules/.package-lock.json");
  const { code, stdout } = await install("--", "sh", "-c", "ls node_modules/.package-lock.json; exit 7");
  expect([code, stdout]).toEqual([7, "node_modules/.package-lock.json\n"]);
});

test("does not run the command without the packages", async () => {
  npm("exit 1");
  expect(await install("--", "echo", "started")).toMatchObject({ code: 1, stdout: "" });
});

test("names a command that does not exist", async () => {
  npm("mkdir -p node_modules; touch node_modules/.package-lock.json");
  const { code, stderr } = await install("--", "no-such-program");
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("no-such-program must start, got spawn no-such-program ENOENT\n"),
  ]);
});
