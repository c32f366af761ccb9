import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pinOf } from "../../toolchain/node/replace";
import { oldNode } from "../support/old-node";
import { FakeMachine, finish } from "../support/slipway";
import { root } from "../support/synth-environment";

// The first run on a machine downloads two versions of Node.js.
const { version } = pinOf(`${process.platform}-${process.arch}`);
const machine = new FakeMachine();
afterAll(() => machine.remove());

test(".ci/run installs under the supported Node.js of an old machine, tests, and ends with the counts", async () => {
  const old = await oldNode();
  const project = join(machine.folder, "project");
  for (const file of [".ci", "package.json", "cli/install.js", "toolchain"]) {
    cpSync(join(root, file), join(project, file), { recursive: true });
  }
  // Left by an earlier run, with another lock file.
  mkdirSync(join(project, "node_modules"));
  writeFileSync(join(project, "node_modules/.package-lock.json"), "{}");
  machine.program(
    "npm",
    [
      `echo "$(node --version) npm $*" >> ${machine.folder}/calls`,
      'if [ "$1" = test ]; then echo "40 0 0" >> "$SLIPWAY_TALLY"; echo "2 1 0" >> "$SLIPWAY_TALLY"; exit 1; fi',
      "touch node_modules/.package-lock.json",
    ].join("\n"),
  );
  const { code, stdout } = await finish(join(project, ".ci/run"), [], {
    cwd: machine.folder,
    env: { ...machine.env, PATH: `${old.bin}:${machine.env.PATH}`, SLIPWAY_CACHE: process.env.SLIPWAY_CACHE },
  });
  expect([code, stdout.trim().split("\n").at(-1)]).toEqual([1, "42 passed, 1 failed"]);
  expect(readFileSync(join(machine.folder, "calls"), "utf8").split("\n")).toEqual([
    expect.stringContaining(`v${version} npm ci --no-fund --no-audit `),
    `v${old.version} npm test`,
    "",
  ]);
});
