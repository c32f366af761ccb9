import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ProjectCopy } from "../support/project-copy";
import { slipway, type Finished } from "../support/slipway";

// Each command is a process of its own.
jest.setTimeout(180_000);

const COMMAND = "cli/environment.ts";

const project = new ProjectCopy();
const source = join(project.path, COMMAND);
const programs = join(project.path, ".slipway", "programs");
afterAll(() => project.remove());

const environment = (): Promise<Finished> => slipway(["environment", "dev"], { cwd: project.path });
const stored = () => readdirSync(join(programs, "cli-main"));

/** A bundle of a source that changed a moment ago is not stored. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 100));

/** Runs the command with a changed source, which is restored afterwards. */
async function changed(change: (text: string) => string, check: () => Promise<void>): Promise<void> {
  const before = readFileSync(source, "utf8");
  project.edit(COMMAND, change);
  try {
    await settle();
    await check();
  } finally {
    project.edit(COMMAND, () => before);
  }
}

it("stores the sources of all commands in one file, and leaves packages to Node", async () => {
  await settle();
  const first = await environment();
  expect([first.code, first.stderr]).toEqual([0, ""]);
  const program = readFileSync(join(programs, "cli-main", "program.js"), "utf8");
  expect(program).toContain("function registerDeploy(");
  expect(program).toContain('require("zod")');
  expect(program).not.toContain("node_modules/zod");
  expect(await environment()).toEqual(first);
  expect(stored()).toHaveLength(3);
});

it("runs a command from its changed source", () =>
  changed(
    (text) => text.replace("console.log(", 'console.log("changed", '),
    async () => {
      expect((await environment()).stdout).toMatch(/^changed \{/);
    },
  ));

it.each([
  ["that a command throws", 'throw new TypeError("boom")'],
  ["that nothing catches", 'setTimeout(() => { throw new TypeError("boom"); })'],
])("shows the place in the source of an error %s", async (_, statement) => {
  rmSync(programs, { recursive: true, force: true });
  await changed(
    (text) => text.replace("console.log(", `${statement};\n      console.log(`),
    async () => {
      const lines = readFileSync(source, "utf8").split("\n");
      const line = lines.findIndex((text) => text.includes("boom"));
      const column = lines[line]?.indexOf("new TypeError") ?? 0;
      const first = await environment();
      expect(first.code).toBe(1);
      expect(first.stderr).toContain("TypeError: boom\n");
      expect(first.stderr).toContain(`${source}:${line + 1}:${column + 1}`);
      expect(stored()).toContain("program.js");
      expect((await environment()).stderr).toContain(`${source}:${line + 1}:${column + 1}`);
    },
  );
});

it("runs the sources themselves when one cannot be bundled, and shows the place of the mistake", () =>
  changed(
    (text) => `const = 1;\n${text}`,
    async () => {
      const { code, stderr } = await environment();
      expect(code).toBe(1);
      expect(stderr).toContain(`${COMMAND}:1:6`);
    },
  ));
