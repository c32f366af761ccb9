import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";
import { coverageDocument, DOCUMENT } from "./document";

it("docs/coverage.md is what the tests say today (update with: npm run coverage:update)", () => {
  const file = join(root, DOCUMENT);
  const today = coverageDocument();
  if (process.env.UPDATE_COVERAGE === "1") writeFileSync(file, today);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(today);
});
