import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";
import { manifest } from "./package-files";

/** Files that tell people and CI which scripts to run. */
const files = [
  "README.md",
  ".gitlab-ci.yml",
  ...["docs", ".github"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(md|yml)$/.test(file))
      .map((file) => join(folder, file)),
  ),
];
const named = files.flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/\bnpm (?:run ([a-z:]+)|test\b)/g)].map(
    ([, script = "test"]) => script,
  ),
);

test("the documents and the workflows name scripts", () => {
  expect(named).toEqual(expect.arrayContaining(["check", "local", "processes", "test"]));
});

test.each([...new Set(named)])("npm run %s starts under a supported Node.js, with the packages", (script) => {
  expect(manifest.scripts[script]).toMatch(/^([A-Z_]+=1 )?node cli\/(install\.js -- |slipway\.js )/);
});
