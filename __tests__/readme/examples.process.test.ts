import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolveEnvironment } from "../../environments";
import { ProjectCopy } from "../support/project-copy";
import { slipway } from "../support/slipway";
import { Outdir, root } from "../support/synth-environment";
import { override } from "./override.fixture";
import { blocks } from "./read";

const environments = blocks("ts").filter((block) => block.includes("environment({"));
const overrides = blocks("ts").filter((block) => !block.includes("environment({"));

const copy = new ProjectCopy();
const outdir = new Outdir();
afterAll(() => {
  copy.remove();
  outdir.remove();
});

/** Puts an environment in the place of `dev` and asks for it as a user does. */
function asDev(text: string) {
  copy.edit("environments/dev.ts", () => text);
  return slipway(["environment", "dev"], { cwd: copy.path });
}

it("has an environment, an override, and nothing else in TypeScript", () => {
  expect([environments.length, overrides.length]).toEqual([1, 1]);
});

it.each(environments)("an environment of the README is one: %s", async (block) => {
  const { code, stdout, stderr } = await asDev(block);
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toMatchObject({ name: "dev", services: [{ name: "web", port: 3000 }] });
});

it("the README's error message is the real one, with the list of known properties shortened", async () => {
  const [block = ""] = environments;
  const wrong = block.replace("port: 3000", "prot: 3000, count: 5001");
  expect(wrong).not.toBe(block);
  const { code, stderr } = await asDev(wrong);
  expect(code).toBe(1);
  const shortened = stderr.replace(/\(image, port, [^)]*\)/, "(image, port, ...)");
  expect(blocks("")).toContain(shortened);
});

it("the README's override compiles, and changes that attribute alone", () => {
  const lines = (overrides[0] ?? "").trimEnd().split("\n");
  const fixture = readFileSync(join(__dirname, "override.fixture.ts"), "utf8");
  expect(fixture).toContain(lines.map((line) => `  ${line}\n`).join(""));

  const production = [resolveEnvironment("production", root)];
  const before = outdir.synth(["production"]);
  override(production, { root, outdir: outdir.path });
  const after = outdir.read();
  expect(changed(before, after)).toEqual([
    [
      expect.stringMatching(/^production-services\.resource\.aws_ecs_service\.service-backend_.*_seconds$/),
      60,
      120,
    ],
  ]);
});

/** The values that differ, with their place. */
function changed(before: Map<string, string>, after: Map<string, string>) {
  const old = new Map([...before].flatMap(([stack, text]) => leaves(stack, JSON.parse(text))));
  return [...after]
    .flatMap(([stack, text]) => leaves(stack, JSON.parse(text)))
    .filter(([place, value]) => old.get(place) !== value)
    .map(([place, value]) => [place, old.get(place), value]);
}

/** Every value by its place; cdktf's own notes about a stack are left out. */
function leaves(place: string, value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[place, value]];
  return Object.entries(value)
    .filter(([key]) => key !== "//")
    .flatMap(([key, inner]) => leaves(`${place}.${key}`, inner));
}
