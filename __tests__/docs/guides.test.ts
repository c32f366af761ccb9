import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";

const folder = join(root, "docs/guides");
const examples = readdirSync(join(root, "environments/examples")).map((file) => file.replace(".ts", ""));
const read = (name: string) => readFileSync(join(folder, `${name}.md`), "utf8");

it("there is a guide for each example environment, and the overview links all of them", () => {
  const guides = readdirSync(folder).filter((file) => file !== "README.md");
  expect(guides.sort()).toEqual(examples.map((name) => `${name}.md`).sort());
  for (const guide of guides) expect(read("README")).toContain(`](${guide})`);
});

describe.each(examples)("%s", (name) => {
  it("shows the environment that the suite deploys", () => {
    const [, shown] = /^```ts\n([^]*?)^```$/m.exec(read(name)) ?? [];
    const source = readFileSync(join(root, "environments/examples", `${name}.ts`), "utf8");
    expect(shown).toBe(source.replace("../define", "./define"));
  });

  it("is deployed by the suite", () => {
    expect(existsSync(join(root, "__tests__/integration/examples", `${name}.test.ts`))).toBe(true);
  });

  it("names commands of its own stacks", () => {
    const commands = [...read(name).matchAll(/^npx (?:slipway|cdktf) \S+ '?([a-z0-9-]+)/gm)];
    expect(commands.map(([, target = ""]) => target.startsWith(name))).toEqual([true, true, true]);
  });
});
