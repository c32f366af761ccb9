import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES } from "../integration/examples/examples";
import { root } from "../support/synth-environment";
import { coverageDocument, DOCUMENT } from "./document";

it("docs/coverage.md is what the tests say today (update with: npm run coverage:update)", () => {
  const file = join(root, DOCUMENT);
  const today = coverageDocument();
  if (process.env.UPDATE_COVERAGE === "1") writeFileSync(file, today);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(today);
});

it("every example environment is counted", () => {
  const files = readdirSync(join(root, "environments/examples")).sort();
  expect(files).toEqual(EXAMPLES.map(({ name }) => `${name}.ts`).sort());
});
