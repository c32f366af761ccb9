import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";
import { cases } from "./cases";
import { outcomeOf, type Outcome } from "./outcome";

const outdir = mkdtempSync(join(root, "cdktf.out.fuzz-"));
beforeAll(() => jest.spyOn(console, "warn").mockReturnValue());
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Always the same here; `npm run fuzz` looks at other ones each time. */
const SEED = 20_261_130;
const RUNS = 300;

it("synthesises an environment or names each problem by its path", () => {
  const counts = new Map<Outcome, number>();
  fc.assert(
    fc.property(cases, (each) => {
      const outcome = outcomeOf(each, outdir);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  // Both outcomes are common, or the generator no longer makes what it should.
  expect(counts.get("synthesised")).toBeGreaterThan(RUNS / 10);
  expect(counts.get("refused")).toBeGreaterThan(RUNS / 10);
}, 120_000);
