import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";
import { locked, manifest, nameAt } from "./package-files";

const BUNDLE = join(root, "node_modules/cdktf-cli/bundle");
const { "cdktf-cli": replaced = {} } = manifest.overrides;

/** Packages that the program loads from `node_modules`, as its bundle names them. */
function loaded(): Set<string> {
  const sources = readdirSync(BUNDLE, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".js"),
  );
  const texts = sources.map((file) => readFileSync(join(BUNDLE, file), "utf8"));
  const modules = texts.flatMap((text) => [...text.matchAll(/\brequire(?:\.resolve)?\("([^".][^"]*)"\)/g)]);
  return new Set(modules.map(([, name = ""]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name));
}

describe("packages that are replaced by an empty one", () => {
  it("are listed as dependencies of cdktf-cli", () => {
    const { dependencies = {} } = locked["node_modules/cdktf-cli"] ?? {};
    expect(Object.keys(replaced).filter((name) => !(name in dependencies))).toEqual([]);
  });

  it("are loaded by no file of its bundle", () => {
    const names = loaded();
    expect(names).toContain("@cdktf/hcl2cdk");
    expect(names).toContain("jsii-pacmak");
    expect(Object.keys(replaced).filter((name) => names.has(name))).toEqual([]);
  });

  it("are needed by no other package", () => {
    const others = Object.entries(locked).filter(([place]) => nameAt(place) !== "cdktf-cli");
    const needed = new Set(others.flatMap(([, { dependencies = {} }]) => Object.keys(dependencies)));
    expect(Object.keys(replaced).filter((name) => needed.has(name))).toEqual([]);
  });
});

/** The part of the package that `cdktf-cli` uses. Its own types are those of the name behind the alias. */
interface PseudoTerminals {
  spawn(
    file: string,
    args: readonly string[],
    options: object,
  ): {
    onData(listener: (text: string) => void): void;
    onExit(listener: (end: { readonly exitCode: number }) => void): void;
  };
}

it("runs a program in a pseudo-terminal, with what comes prebuilt for this platform", async () => {
  const terminals = jest.requireActual<PseudoTerminals>("@cdktf/node-pty-prebuilt-multiarch");
  const terminal = terminals.spawn(process.execPath, ["-e", "console.log(String(process.stdout.isTTY))"], {});
  let output = "";
  terminal.onData((text) => (output += text));
  const exitCode = await new Promise<number>((resolve) => terminal.onExit((end) => resolve(end.exitCode)));
  expect([exitCode, output.trim()]).toEqual([0, "true"]);
});
