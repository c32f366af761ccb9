import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { engines } from "../../package.json";
import { findProgram } from "../../toolchain/programs";
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
  for (const file of ["package.json", "cli/install.js", "toolchain"]) {
    cpSync(join(root, file), join(project, file), { recursive: true });
  }
});
afterEach(() => machine.remove());

function npm(end: string): void {
  machine.program("npm", `echo "$PWD: npm $*" >> "$PWD/calls"; echo "npm's own words"; ${end}`);
}
const install = (...args: readonly string[]) => installWith({}, ...args);
const installWith = (env: Record<string, string>, ...args: readonly string[]) =>
  finish(process.execPath, ["cli/install.js", ...args], { cwd: project, env: { ...machine.env, ...env } });
const MARK = "mkdir -p node_modules; touch node_modules/.package-lock.json";

test("installs the packages of the lock file when none are there; npm's words go to standard error", async () => {
  npm(MARK);
  expect(await install()).toEqual({
    code: 0,
    stdout: "",
    stderr: "packages  installing them (npm ci)\nnpm's own words\n",
  });
  expect(calls()).toMatch(/^\S+\/project: npm ci --no-fund --no-audit --\S.*\n$/);
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

test("names npm when there is none", async () => {
  const PATH = join(machine.folder, "bin");
  expect(await installWith({ PATH })).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "packages  installing them (npm ci)\nnpm must be on PATH, got nothing; install npm, then run the command again\n",
  });
});

test("names the signal that ended npm", async () => {
  npm("kill -9 $$");
  expect((await install()).stderr).toContain(
    "packages must be installed, got SIGKILL from npm ci; see above",
  );
});

test("keeps no marker of an npm that fails after it has written it", async () => {
  npm(`${MARK}; exit 3`);
  expect((await install()).code).toBe(1);
  expect(existsSync(join(project, "node_modules/.package-lock.json"))).toBe(false);
});

test("does not take an npm for a success that installs nothing", async () => {
  npm("exit 0");
  expect(await install("--", "echo", "started")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining(
      `packages must be installed, got no ${project}/node_modules/.package-lock.json from npm ci; see`,
    ) as string,
  });
});

describe("settings of the user's npm do not change what is installed", () => {
  beforeEach(() => {
    machine.program("npm", `exec ${findProgram("npm") ?? "npm"} "$@"`);
    mkdirSync(join(project, "tool"));
    const tool = { name: "tool", version: "1.0.0", bin: "tool.js" };
    const dependencies = { tool: "file:tool" };
    const packages = { "": { dependencies }, tool, "node_modules/tool": { resolved: "tool", link: true } };
    const write = (file: string, content: object) =>
      writeFileSync(join(project, file), JSON.stringify(content));
    write("package.json", { engines, dependencies });
    write("package-lock.json", { lockfileVersion: 3, requires: true, packages });
    write("tool/package.json", tool);
    writeFileSync(join(project, "tool/tool.js"), "");
  });

  test.each([
    ["dry_run", "true"],
    ["package_lock_only", "true"],
    ["global", "true"],
    ["location", "global"],
    ["bin_links", "false"],
  ])("npm_config_%s=%s", async (name, value) => {
    expect(await installWith({ [`npm_config_${name}`]: value })).toMatchObject({ code: 0 });
    expect(existsSync(join(project, "node_modules/.bin/tool"))).toBe(true);
  });
});

describe("two at once", () => {
  const WAITING = "packages  waiting for another process that installs them (npm ci)\n";
  /** Begun and left running, in a process group of its own. */
  function begin() {
    const env = { ...process.env, ...machine.env };
    const child = spawn(process.execPath, ["cli/install.js"], {
      cwd: project,
      env,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const exited = once(child, "exit");
    return { child, exited, output: () => output, ended: Promise.all([text(child.stderr), exited]) };
  }
  const until = async (condition: () => boolean) => {
    while (!condition()) await setTimeout(20);
  };
  const finishNpm = () => writeFileSync(join(project, "finish"), "");
  /** An npm that goes on until it may finish, or the test has ended. */
  const slowNpm = (end: string) =>
    npm(`while [ -d "$PWD" ] && [ ! -e "$PWD/finish" ]; do sleep 0.05; done; ${end}`);
  async function beginInstalling(end: string) {
    slowNpm(end);
    const first = begin();
    await until(() => calls() !== "");
    return first;
  }
  async function beginWaiting() {
    const second = begin();
    await until(() => second.output() !== "");
    return second;
  }
  const killGroup = ({ pid }: ChildProcess) => {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  };

  test("one installs, and the other waits for it", async () => {
    const first = await beginInstalling(MARK);
    const second = await beginWaiting();
    finishNpm();
    expect((await first.ended)[1]).toEqual([0, null]);
    expect(await second.ended).toEqual([WAITING, [0, null]]);
    expect(calls().trim().split("\n")).toHaveLength(1);
  });

  test("many that begin at the same moment install once", async () => {
    npm(MARK);
    const all = await Promise.all(Array.from({ length: 6 }, () => install()));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(calls().trim().split("\n")).toHaveLength(1);
  });

  test("an npm that outlives its command is waited for", async () => {
    const first = await beginInstalling(MARK);
    first.child.kill("SIGTERM");
    expect(await first.exited).toEqual([null, "SIGTERM"]);
    const second = await beginWaiting();
    finishNpm();
    expect(await second.ended).toEqual([WAITING, [0, null]]);
    expect(calls().trim().split("\n")).toHaveLength(1);
  });

  test("nothing is waited for when npm was killed with its command", async () => {
    const first = await beginInstalling(MARK);
    killGroup(first.child);
    await first.exited;
    finishNpm();
    const { code, stderr } = await install();
    expect([code, stderr]).toEqual([0, "packages  installing them (npm ci)\nnpm's own words\n"]);
  });

  test("the other installs when the first one fails", async () => {
    const first = await beginInstalling(`[ -e failed ] || { touch failed; exit 3; }; ${MARK}`);
    const second = await beginWaiting();
    finishNpm();
    expect((await first.ended)[1]).toEqual([1, null]);
    expect(await second.ended).toEqual([
      `${WAITING}packages  installing them (npm ci)\nnpm's own words\n`,
      [0, null],
    ]);
  });
});

test("installs without a lock where the file system has no named pipes", async () => {
  npm(MARK);
  machine.program("mkfifo", "exit 1");
  expect((await install()).code).toBe(0);
});

test.each([[["echo", "started"]], [["--"]]])("refuses %j, and names the usage", async (args) => {
  npm(MARK);
  expect(await install(...args)).toEqual({
    code: 1,
    stdout: "",
    stderr: `arguments must be a command behind --, got ${args.join(" ")}; use: node cli/install.js [-- <command> [<argument>...]]\n`,
  });
  expect(calls()).toBe("");
});

test.each([
  ["PIPE", 141],
  ["USR1", 138],
])("ends with the exit code of a shell when SIG%s ended the command", async (signal, expected) => {
  npm(MARK);
  await install();
  expect(await install("--", "sh", "-c", `kill -${signal} $$`)).toEqual({
    code: expected,
    stdout: "",
    stderr: "",
  });
});

test("runs a command behind --, after the packages, and ends with its exit code", async () => {
  npm(MARK);
  const { code, stdout } = await install("--", "sh", "-c", "ls node_modules/.package-lock.json; exit 7");
  expect([code, stdout]).toEqual([7, "node_modules/.package-lock.json\n"]);
});

test("does not run the command without the packages", async () => {
  npm("exit 1");
  expect(await install("--", "echo", "started")).toMatchObject({ code: 1, stdout: "" });
});

test("names a command that does not exist", async () => {
  npm(MARK);
  const { code, stderr } = await install("--", "no-such-program");
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("no-such-program must start, got spawn no-such-program ENOENT\n"),
  ]);
});
