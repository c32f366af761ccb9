import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentNames } from "../../environments";
import { ProjectCopy } from "../support/project-copy";

// Programs are started; a busy machine takes its time.
const project = new ProjectCopy();
afterAll(() => project.remove());

const prepared = join(project.path, ".slipway/programs/main");
const SYNTH = ["synth.js"];
const PLAIN = ["--import", "tsx", "main.ts"];
let runs = 0;

interface Run {
  readonly code: number | null;
  readonly stderr: string;
  /** Text of each written file by its path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Runs a program in the copy, with an output folder of its own beside the usual one. */
async function run(args: readonly string[]): Promise<Run> {
  const outdir = join(project.path, `cdktf.out.${(runs += 1)}`);
  const child = spawn(process.execPath, args, {
    cwd: project.path,
    env: { ...process.env, SLIPWAY_ENVIRONMENT: undefined, CDKTF_OUTDIR: outdir },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const names = existsSync(outdir) ? readdirSync(outdir, { recursive: true, encoding: "utf8" }) : [];
  const files = names
    .filter((name) => statSync(join(outdir, name)).isFile())
    .map((name) => [name, readFileSync(join(outdir, name), "utf8")] as const);
  return { code, stderr, files: new Map(files) };
}

/** Which program is stored, and when it was. */
const stored = () => [readdirSync(prepared).sort(), statSync(join(prepared, "program.js")).mtimeMs];

const settle = () => new Promise((resolve) => setTimeout(resolve, 100));

describe("synth.js", () => {
  let plain: Run;
  beforeAll(async () => {
    plain = await run(PLAIN);
    await settle();
  });

  it("writes the bytes that main.ts writes, for all environments, on the first run and from the cache", async () => {
    // The three stacks of `local` have a file for the provider beside their document.
    expect(plain.files.size).toBe(3 * environmentNames.length + 3 + 1);
    const first = await run(SYNTH);
    expect(first).toEqual(plain);
    const [names, time] = stored();
    expect(names).toEqual([
      expect.stringMatching(/^[0-9a-f]{20}\.bytecode$/),
      expect.stringMatching(/\.map$/),
      "program.js",
    ]);
    expect(await run(SYNTH)).toEqual(plain);
    expect(stored()).toEqual([names, time]);
  });

  it("notices a change of a source, even one of the same size and time", async () => {
    const source = join(project.path, "environments/dev.ts");
    const { atime, mtime } = statSync(source);
    const before = stored();
    project.edit("environments/dev.ts", (text) => text.replace("10.10.0.0", "10.11.0.0"));
    utimesSync(source, atime, mtime);
    await settle();
    const changed = await run(SYNTH);
    expect(changed.files.get("stacks/dev-foundation/cdk.tf.json")).toContain("10.11.0.0");
    expect(stored()).not.toEqual(before);
    // Nothing of the program before it is left.
    expect(readdirSync(prepared)).toHaveLength(3);
    project.edit("environments/dev.ts", (text) => text.replace("10.11.0.0", "10.10.0.0"));
    expect(await run(SYNTH)).toEqual(plain);
  });

  it("makes a damaged program again", async () => {
    await settle();
    writeFileSync(join(prepared, "program.js"), "//{");
    for (const name of readdirSync(prepared).filter((each) => each.endsWith(".bytecode"))) {
      writeFileSync(join(prepared, name), "damaged");
    }
    expect(await run(SYNTH)).toEqual(plain);
    expect(await run(SYNTH)).toEqual(plain);
    expect(readFileSync(join(prepared, "program.js"), "utf8")).toContain("createApp");
  });

  it("does not mind other runs at the same time", async () => {
    rmSync(prepared, { recursive: true });
    for (const each of await Promise.all([SYNTH, SYNTH, SYNTH].map(run))) expect(each).toEqual(plain);
    expect(await run(SYNTH)).toEqual(plain);
  });

  it("works where it can store nothing", async () => {
    const folder = join(project.path, ".slipway");
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "not a folder");
    try {
      expect(await run(SYNTH)).toEqual(plain);
    } finally {
      rmSync(folder);
    }
  });

  it.each([
    ["on the first run", false],
    ["from the cache", true],
  ])("shows the place in the source of an error of our own %s", async (_, again) => {
    const throws = 'throw new TypeError("boom");\n';
    project.edit("stacks/names.ts", (text) => `${throws}${text}`);
    await settle();
    if (again) await run(SYNTH);
    const { code, stderr } = await run(SYNTH);
    project.edit("stacks/names.ts", (text) => text.replace(throws, ""));
    expect(code).toBe(1);
    expect(stderr).toContain("TypeError: boom");
    expect(stderr).toContain(`${join(project.path, "stacks/names.ts")}:1:7`);
  });

  it("shows the place of a source that cannot be compiled", async () => {
    project.edit("stacks/names.ts", (text) => `const = 1;\n${text}`);
    const { code, stderr } = await run(SYNTH);
    project.edit("stacks/names.ts", (text) => text.replace("const = 1;\n", ""));
    expect(code).toBe(1);
    expect(stderr).toContain("stacks/names.ts:1:6");
  });

  it("says a mistake of a user in one sentence", async () => {
    project.edit("environments/dev.ts", (text) => text.replace('account: "', 'account: "x'));
    const { code, stderr } = await run(SYNTH);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^environment "dev" is not valid:\n {2}- account must /);
    expect(stderr).not.toContain("    at ");
  });
});
