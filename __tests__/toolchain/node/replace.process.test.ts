import { spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pinOf } from "../../../toolchain/node/replace";
import { provideNode } from "../../../toolchain/node/provide";
import { oldNode, type OldNode } from "../../support/old-node";

// Each command is two processes, and the first run on a machine downloads two versions of Node.js.
const FIXTURE = join(__dirname, "program.fixture.js");
const pin = pinOf(`${process.platform}-${process.arch}`);
let old: OldNode;
let folder: string;
beforeAll(async () => {
  old = await oldNode();
  folder = await provideNode(pin, () => undefined);
});

/** Starts a program on a machine where the old Node.js is first on PATH. */
const start = (command: string, args: readonly string[], options: SpawnOptions = {}) => {
  const PATH = `${old.bin}:${process.env.PATH ?? ""}`;
  const child = spawn(command, args, { ...options, env: { ...process.env, PATH }, stdio: "pipe" });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]).then(
    ([stdout, stderr, [code, signal]]) => ({
      stdout,
      stderr,
      code: code as unknown,
      signal: signal as unknown,
    }),
  );
  return { child, ended };
};

test("runs the same command again under the pinned Node.js, which is first on PATH", async () => {
  const { stdout, stderr, code } = await start("node", [
    "--no-warnings",
    FIXTURE,
    "describe",
    "two words",
    "--x",
  ]).ended;
  expect(JSON.parse(stdout)).toMatchObject({
    version: pin.version,
    onPath: `v${pin.version}`,
    args: ["describe", "two words", "--x"],
    execArgv: ["--no-warnings"],
  });
  expect(stderr).toBe(`node      ${old.version} is not supported; using ${pin.version} from ${folder}\n`);
  expect(code).toBe(0);
});

test("passes standard input on, and ends with the exit code", async () => {
  const { child, ended } = start("node", [FIXTURE, "read", "7"]);
  child.stdin.end("input");
  expect(await ended).toMatchObject({ stdout: "input", code: 7 });
});

test("ends by the signal that ended the program", async () => {
  expect(await start("node", [FIXTURE, "kill", "SIGKILL"]).ended).toMatchObject({
    code: null,
    signal: "SIGKILL",
  });
});

test.each(["SIGTERM", "SIGHUP", "SIGINT"] as const)(
  "passes %s on once, and waits for the program",
  async (signal) => {
    const { child, ended } = start("node", [FIXTURE, "count", signal]);
    child.stdout.once("data", () => child.kill(signal));
    expect(await ended).toMatchObject({ code: 1, signal: null });
  },
);

test("leaves Ctrl-C to the terminal, which sends it to both processes", async () => {
  const command = `exec node ${FIXTURE} count SIGINT`;
  const { child, ended } = start("script", ["--quiet", "--return", "--command", command, "/dev/null"]);
  child.stdout.on("data", (data: Buffer) => {
    if (data.includes("waiting")) child.stdin.write("\u0003");
  });
  expect(await ended).toMatchObject({ code: 1 });
});

test("names a platform that npm has no Node.js for", () => {
  expect(() => pinOf("win32-x64")).toThrow("there is no package for win32-x64");
});
