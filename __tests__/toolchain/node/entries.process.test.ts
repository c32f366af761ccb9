import { existsSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { app } from "../../../cdktf.json";
import { scripts } from "../../../package.json";
import { pinOf } from "../../../toolchain/node/replace";
import { provideNode } from "../../../toolchain/node/provide";
import { oldNode, type OldNode } from "../../support/old-node";
import { ProjectCopy } from "../../support/project-copy";
import { finish } from "../../support/slipway";

// Each command is several processes, and the first run on a machine downloads two versions of Node.js.
/** Programs that a user, cdktf or Terraform starts with the machine's own `node`. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  "cli/slipway.js": ["environment", "dev"],
  "cli/cdktf/start.js": ["--version"],
  "cli/install.js": ["--", "sh", "-c", "echo installed; exit 7"],
  // Fails, as no Terraform has given it a task.
  "cli/run-task.js": [],
  "synth.js": [],
};

const copy = new ProjectCopy();
afterAll(() => copy.remove());

let old: OldNode;
let replaced: string;
beforeAll(async () => {
  old = await oldNode();
  const pin = pinOf(`${process.platform}-${process.arch}`);
  const folder = await provideNode(pin, () => undefined);
  replaced = `node      ${old.version} is not supported; using ${pin.version} from ${folder}\n`;
});

const run = (node: string, args: readonly string[], env = {}) => finish(node, args, { cwd: copy.path, env });

it.each(Object.entries(ENTRIES))(
  "%s does the same under an old Node.js, after one line",
  async (file, args) => {
    const out = join(copy.path, "cdktf.out");
    const expected = await run(process.execPath, [file, ...args]);
    const isSynthesised = existsSync(out);
    rmSync(out, { recursive: true, force: true });

    const actual = await run(old.program, [file, ...args]);
    expect(actual).toEqual({ ...expected, stderr: replaced + expected.stderr });
    expect(existsSync(out)).toBe(isSynthesised);
  },
);

it("cli/install.js gives its command the packages and the supported Node.js", async () => {
  const PATH = [old.bin, process.env.PATH].join(delimiter);
  const command = ["npm", "exec", "--", "jest", "--version"];
  const { code, stdout } = await run("node", ["cli/install.js", "--", ...command], { PATH });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
});

it("slipway doctor tells where the Node.js comes from, and which one it replaces", async () => {
  const PATH = [old.bin, process.env.PATH].join(delimiter);
  const { stdout } = await run("node", ["cli/slipway.js", "doctor", "--json"], { PATH });
  const { findings } = JSON.parse(stdout) as { findings: readonly unknown[] };
  const [, version = "", folder = ""] = /using (\S+) from (.*)\n/.exec(replaced) ?? [];
  expect(findings[0]).toEqual({
    subject: "node",
    status: "ok",
    found: `${version} from ${folder}; node on PATH is ${old.version} (${old.program})`,
  });
});

it("every command that names node starts one of them", () => {
  const started = [app, ...Object.values(scripts)].flatMap((command) =>
    [...command.matchAll(/(?:^|&& )node (?:--\S+ )*(\S+)/g)].map(([, file]) => file),
  );
  // A package's program needs the packages, which are installed under a supported Node.js.
  const own = started.filter((file) => file?.startsWith("node_modules/") !== true);
  expect(new Set(own)).toEqual(new Set(["cli/slipway.js", "cli/install.js", "synth.js"]));
});
