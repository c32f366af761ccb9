import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentNames } from "../../environments";
import { Outdir } from "../support/synth-environment";

/** Replaces what changes with every edit of an application, so that the file shows infrastructure only. */
const withoutContent = (text: string) => text.replaceAll(/src-[0-9a-f]{20}/g, "src-<content>");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

const outdir = new Outdir();
afterAll(() => outdir.remove());

describe.each(environmentNames)("%s", (name) => {
  it("synthesises what was reviewed (update with: npm run golden:update)", () => {
    const stacks = [...outdir.synth([name])].filter(([stack]) => stack.startsWith(`${name}-`));
    const all = Object.fromEntries(stacks.map(([stack, text]) => [stack, sorted(JSON.parse(text))]));
    const actual = withoutContent(`${JSON.stringify(all, null, 2)}\n`);
    const file = join(__dirname, `${name}.json`);
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, actual);
    expect(existsSync(file)).toBe(true);
    expect(JSON.parse(actual)).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });
});
