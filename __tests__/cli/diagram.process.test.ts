import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mermaidText, svg, type Diagram } from "../../diagram";
import { diagramNamed } from "../diagram/drawn";
import { ProjectCopy } from "../support/project-copy";
import { slipway } from "../support/slipway";

// Each command is a process of its own.
const folder = mkdtempSync(join(tmpdir(), "slipway-diagram-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const local = diagramNamed("local");

test("an SVG of both themes is the default, on standard output alone", async () => {
  const project = new ProjectCopy();
  try {
    expect(await slipway(["diagram", "local"], { cwd: project.path })).toEqual({
      code: 0,
      stdout: await svg(local, "auto"),
      stderr: "",
    });
    // What was synthesised for it is removed.
    expect(readdirSync(join(project.path, ".slipway"))).toEqual(["programs"]);
  } finally {
    project.remove();
  }
});

test("--format mermaid", async () => {
  expect(await slipway(["diagram", "local", "--format", "mermaid"])).toEqual({
    code: 0,
    stdout: mermaidText(local),
    stderr: "",
  });
});

test("--json: the whole diagram", async () => {
  const { code, stdout, stderr } = await slipway(["diagram", "local", "--json"]);
  expect([code, JSON.parse(stdout) as Diagram, stderr]).toEqual([0, JSON.parse(JSON.stringify(local)), ""]);
});

test("--out writes a file and prints nothing", async () => {
  const file = join(folder, "dark.svg");
  expect(await slipway(["diagram", "local", "--theme", "dark", "--out", file])).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
  expect(readFileSync(file, "utf8")).toBe(await svg(local, "dark"));
});

test("--out where nothing can be written", async () => {
  const file = join(folder, "not/there.svg");
  const { code, stdout, stderr } = await slipway(["diagram", "local", "--out", file]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    `the command is not valid:\n  - --out must be a file in a folder that can be written to, got "${file}": ENOENT: no such file or directory, open '${file}'\n`,
  );
});

test("an unknown format and theme, together", async () => {
  expect(await slipway(["diagram", "local", "--format", "png", "--theme", "pink"])).toEqual({
    code: 1,
    stdout: "",
    stderr:
      'the command is not valid:\n  - --format must be one of svg, mermaid, got "png"\n  - --theme must be one of light, dark, auto, got "pink"\n',
  });
});
