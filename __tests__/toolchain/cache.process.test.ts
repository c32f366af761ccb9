import { spawn, type ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import fs from "node:fs/promises";
import { homedir, hostname, tmpdir } from "node:os";
import path from "node:path";
import type * as entries from "../../toolchain/cache-entry";
import { cached, cacheDirectory, cacheFolder, withLock } from "../../toolchain/cache";

const KEY = "0123456789abcdef".repeat(4);
let directory: string;
let before: string | undefined;

beforeEach(() => {
  before = process.env.SLIPWAY_CACHE;
  directory = mkdtempSync(path.join(tmpdir(), "slipway-cache-"));
  process.env.SLIPWAY_CACHE = directory;
});
afterEach(() => {
  if (before === undefined) delete process.env.SLIPWAY_CACHE;
  else process.env.SLIPWAY_CACHE = before;
  rmSync(directory, { recursive: true, force: true });
});

const write = (text: string) => (folder: string) => {
  writeFileSync(path.join(folder, "result"), text);
  return Promise.resolve();
};

describe("the folder", () => {
  test.each([
    [{ SLIPWAY_CACHE: "/a/b", XDG_CACHE_HOME: "/c", HOME: "/d" }, "/a/b"],
    [{ SLIPWAY_CACHE: "", XDG_CACHE_HOME: "/c", HOME: "/d" }, "/c/slipway"],
    [{ XDG_CACHE_HOME: "relative", HOME: "/d" }, "/d/.cache/slipway"],
    [{ HOME: "/d" }, "/d/.cache/slipway"],
    [{ HOME: "" }, path.join(homedir(), ".cache/slipway")],
    [{ HOME: "relative" }, path.join(homedir(), ".cache/slipway")],
  ])("%j -> %s", (env, folder) => {
    expect(cacheDirectory(env)).toBe(folder);
  });
});

test("the second call finds what the first one built", async () => {
  const first = await cached("thing", KEY, write("one"));
  const second = await cached("thing", KEY, write("two"));
  expect([first.fresh, second.fresh]).toEqual([true, false]);
  expect(readFileSync(path.join(second.folder, "result"), "utf8")).toBe("one");
});

describe("an entry that this user may not change", () => {
  afterEach(() => jest.restoreAllMocks());

  test.each(["EACCES", "EPERM", "EROFS"])("is used where the system answers %s", async (code) => {
    await cached("thing", KEY, write("one"));
    jest.spyOn(fs, "utimes").mockRejectedValue(Object.assign(new Error(code), { code }));
    // Loaded again, because it took the function when it was loaded.
    await jest.isolateModulesAsync(async () => {
      const { markUsed } = jest.requireActual<typeof entries>("../../toolchain/cache-entry");
      expect(await markUsed(cacheFolder("thing", KEY))).toBe(true);
      expect(await markUsed(cacheFolder("other", KEY))).toBe(false);
    });
  });
});

test("another key is another entry", async () => {
  await cached("thing", KEY, write("one"));
  const other = await cached("thing", "f".repeat(64), write("two"));
  expect(readFileSync(path.join(other.folder, "result"), "utf8")).toBe("two");
});

test("a build that fails leaves nothing", async () => {
  await expect(cached("thing", KEY, () => Promise.reject(new Error("no space")))).rejects.toThrow("no space");
  expect(readdirSync(path.join(directory, "thing"))).toEqual([]);
});

test("removes what a dead process of this machine left, and entries that nobody used for a month", async () => {
  const parent = path.join(directory, "thing");
  const [dead, alive, elsewhere] = [
    `a.partial-${hostname()}-999999999-00`,
    `b.partial-${hostname()}-${process.ppid}-00`,
    "c.partial-another-machine-999999999-00",
  ];
  for (const name of [dead, alive, elsewhere, "old", "recent"])
    mkdirSync(path.join(parent, name), { recursive: true });
  const month = Date.now() / 1000 - 31 * 24 * 3600;
  utimesSync(path.join(parent, "old"), month, month);
  await cached("thing", KEY, write("one"));
  expect(readdirSync(parent).sort()).toEqual([KEY.slice(0, 20), alive, elsewhere, "recent"].sort());
});

test("a lock is free again after a failure", async () => {
  await expect(withLock("a/b", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(withLock("a/b", () => Promise.resolve(1))).resolves.toBe(1);
});

describe("real processes", () => {
  const script = path.join(__dirname, "cache.fixture.ts");

  function start(seconds: string): ChildProcess {
    return spawn(process.execPath, ["--require", require.resolve("tsx/cjs"), script, KEY, seconds], {
      env: process.env,
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  async function output(child: ChildProcess): Promise<string> {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((resolve) => child.once("close", resolve));
    return text;
  }

  async function building(): Promise<void> {
    while (
      !existsSync(path.join(directory, "slow")) ||
      !readdirSync(path.join(directory, "slow")).some(isPartial)
    ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const isPartial = (name: string): boolean => name.includes(".partial-");

  test("two runs at once build once, and the second says that it waits", async () => {
    const first = start("1");
    await building();
    const second = start("1");
    const outputs = await Promise.all([output(first), output(second)]);
    expect(outputs).toEqual(["building\nfresh\n", "waiting\nthere\n"]);
  });

  test("a run that is killed leaves nothing that counts, and the next one builds", async () => {
    const first = start("60");
    const ended = output(first);
    await building();
    first.kill("SIGKILL");
    await ended;
    expect(existsSync(cacheFolder("slow", KEY))).toBe(false);
    expect(await output(start("0"))).toBe("waiting\nbuilding\nfresh\n");
    expect(readdirSync(path.join(directory, "slow"))).toEqual([KEY.slice(0, 20)]);
  });

  test("a run that is interrupted frees its lock at once", async () => {
    const first = start("60");
    const ended = output(first);
    await building();
    first.kill("SIGINT");
    await ended;
    expect(await output(start("0"))).toBe("building\nfresh\n");
  });
});
