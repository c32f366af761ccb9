import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./synth-environment";

const OTHER_PROJECTS = /^(validate|integration|engines)\/|\.process\.test\.ts$/;
/** What starts a command of Slipway, Node.js or npm. */
const STARTS =
  /\b(?:slipway|begun|signalledAt|oldNode|spawn|spawnSync|execFile|execFileSync|fork)\(|\bfinish\(process\.execPath|new SmallProject\(/;

const folder = join(root, "__tests__");
const suites = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".test.ts"),
);
const starts = (file: string) => STARTS.test(readFileSync(join(folder, file), "utf8"));

it("no unit suite starts a command of Slipway, Node.js or npm; one that does is named *.process.test.ts", () => {
  expect(suites.filter((file) => !OTHER_PROJECTS.test(file) && starts(file))).toEqual([]);
  expect(suites.filter((file) => file.endsWith(".process.test.ts") && starts(file)).length).toBeGreaterThan(
    20,
  );
});
