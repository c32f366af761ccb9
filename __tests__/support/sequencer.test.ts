import { existsSync } from "node:fs";
import { join } from "node:path";
import durations from "./durations.json";
import { root } from "./synth-environment";

interface Test {
  readonly path: string;
  readonly context: { readonly config: object; readonly hasteFS: { getSize(): number } };
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- jest loads sequencers as plain JavaScript
const LongestFirst = require("./sequencer.js") as new (config: object) => {
  sort(tests: readonly Test[]): readonly Test[];
};

const suite = (path: string): Test => ({
  path: join(root, path),
  context: {
    config: { rootDir: root, cacheDirectory: join(root, ".slipway/no-cache"), id: "test" },
    hasteFS: { getSize: () => 0 },
  },
});

it("starts the suites with the longest measured durations first, and unmeasured ones last", () => {
  const paths = Object.keys(durations);
  const unmeasured = "__tests__/support/sequencer.test.ts";
  const sorted = new LongestFirst({ globalConfig: {} }).sort([unmeasured, ...paths.toReversed()].map(suite));
  const seconds = sorted.map(
    ({ path }) => (durations as Record<string, number>)[path.slice(root.length + 1)],
  );
  expect(seconds).toEqual([...Object.values(durations).toSorted((a, b) => b - a), undefined]);
});

it("names suites that exist", () => {
  expect(Object.keys(durations).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
