import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";
import { locked, nameAt } from "./package-files";

/** Packages with an install script, and why they work without it. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "@parcel/watcher":
    "It builds from source only when asked to; the program comes with the package of the platform.",
  "@swc/core":
    "It falls back to WebAssembly where the package of the platform is missing; the lock file has them all.",
  "cpu-features":
    "It builds a program by which ssh2 chooses a cipher; ssh2 works without it, and only for DOCKER_HOST=ssh://.",
  esbuild:
    "It replaces a JavaScript launcher by the program of the platform, which our calls start directly.",
  protobufjs: "It prints advice on version ranges.",
  ssh2: "It builds a program that speeds up ciphers; ssh2 works without it, and only for DOCKER_HOST=ssh://.",
};

it("lists the packages of the lock file that have an install script", () => {
  const found = Object.entries(locked).flatMap(([place, { hasInstallScript, name = nameAt(place) }]) =>
    hasInstallScript === true ? [name] : [],
  );
  expect([...new Set(found)].sort()).toEqual(Object.keys(SCRIPTS).sort());
});

it("makes npm run none of them", () => {
  expect(readFileSync(join(root, ".npmrc"), "utf8").split("\n")).toContain("ignore-scripts=true");
});
