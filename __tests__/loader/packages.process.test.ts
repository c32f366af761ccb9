import { build } from "esbuild";
import { BUNDLED, ON_USE } from "../../loader/packages";
import { root } from "../support/synth-environment";

/** Packages that a program of ours imports. */
async function imported(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    packages: "external",
    platform: "node",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const names = imports
    .filter(({ external = false, path }) => external && !path.startsWith("node:"))
    .map(({ path }) => path.split("/", path.startsWith("@") ? 2 : 1).join("/"));
  return [...new Set(names)].sort();
}

it("synthesis has all packages that our own sources import in its file", async () => {
  expect(await imported("main.ts")).toEqual(BUNDLED);
});

it("commands load every package that they import on use", async () => {
  const programs = await Promise.all([imported("cli/main.ts"), imported("cli/task/main.ts")]);
  // The program of cdktf is found there, and run as a process.
  const found = ["cdktf-cli"];
  expect([...new Set([...ON_USE, ...found])].sort()).toEqual(
    [...new Set([...programs.flat(), ...found])].sort(),
  );
});
