import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { environmentNames } from "../../environments";
import { ProjectCopy } from "../support/project-copy";
import { finish } from "../support/slipway";
import { settle, storedIn } from "./small-project";

const project = new ProjectCopy();
afterAll(() => project.remove());

const prepared = join(project.path, ".slipway/programs/main");
const SYNTH = ["synth.js"];
const PLAIN = ["--import", "tsx", "main.ts"];
let runs = 0;

interface Run {
  readonly code: number;
  readonly stderr: string;
  /** Text of each written file by its path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Runs a program in the copy, with an output folder of its own beside the usual one. */
async function run(args: readonly string[]): Promise<Run> {
  const outdir = join(project.path, `cdktf.out.${(runs += 1)}`);
  const { code, stderr } = await finish(process.execPath, args, {
    cwd: project.path,
    env: { SLIPWAY_ENVIRONMENT: undefined, CDKTF_OUTDIR: outdir },
  });
  const names = existsSync(outdir) ? readdirSync(outdir, { recursive: true, encoding: "utf8" }) : [];
  const files = names
    .filter((name) => statSync(join(outdir, name)).isFile())
    .map((name) => [name, readFileSync(join(outdir, name), "utf8")] as const);
  return { code, stderr, files: new Map(files) };
}

const stored = () => storedIn(prepared);

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
      expect.stringMatching(/^[0-9a-f]{20}-[\d.a-z-]+\.bytecode$/),
      expect.stringMatching(/\.map$/),
      "program.js",
    ]);
    expect(await run(SYNTH)).toEqual(plain);
    expect(stored()).toEqual([names, time]);
  });

  it("prints a mistake in an environment without a stack trace", async () => {
    project.edit("environments/dev.ts", (text) => text.replace('account: "', 'account: "x'));
    const { code, stderr } = await run(SYNTH);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^environment "dev" is not valid:\n {2}- account must /);
    expect(stderr).not.toContain("    at ");
  });
});
