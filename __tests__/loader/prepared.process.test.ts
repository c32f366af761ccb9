import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settle, SmallProject } from "./small-project";

const PART = 'export const value: string = "one";\n';
const THROWS = 'throw new TypeError("boom");\n';
const FILES = {
  "entry.ts":
    'import { value } from "./part";\nimport { twice } from "twice";\nconsole.log(value, twice(2));\n',
  "part.ts": PART,
  "node_modules/twice/index.js": "exports.twice = (n) => 2 * n;\n",
};
const ONE = { code: 0, stdout: "one 4\n", stderr: "" };
const TWO = { code: 0, stdout: "two 4\n", stderr: "" };

/** The text of the same length with zeros at its end, as a power cut can leave it. */
const blankedEnd = (text: string, length: number) =>
  text.slice(0, -Math.floor(length)).padEnd(text.length, "\0");

describe.each(["bundle", "external"] as const)("a program with packages %s", (packages) => {
  let project: SmallProject;
  beforeEach(async () => {
    project = new SmallProject(packages, FILES);
    await settle();
  });
  afterEach(() => project.remove());

  it("is stored by the first run, and used by the second", async () => {
    expect(await project.run()).toEqual(ONE);
    const stored = project.stored;
    expect(stored[0]).toEqual([
      expect.stringMatching(/^[0-9a-f]{20}-[\d.a-z-]+\.bytecode$/),
      expect.stringMatching(/^[0-9a-f]{20}\.map$/),
      "program.js",
    ]);
    expect(await project.run()).toEqual(ONE);
    expect(project.stored).toEqual(stored);
  });

  it("is prepared again when a source has changed, even one of the same size and time", async () => {
    await project.run();
    const before = project.stored;
    const source = join(project.path, "part.ts");
    const { atime, mtime } = statSync(source);
    project.write("part.ts", PART.replace("one", "two"));
    utimesSync(source, atime, mtime);
    await settle();
    expect(await project.run()).toEqual(TWO);
    expect(project.stored).not.toEqual(before);
    // Nothing of the earlier program is left.
    expect(project.stored[0]).toHaveLength(3);
  });

  it.each([
    ["program.js", () => "//{"],
    ["program.js", (text: string) => text.slice(0, -40)],
    ["program.js", (text: string) => blankedEnd(text, 30)],
    [".bytecode", () => "damaged"],
    [".bytecode", (text: string) => blankedEnd(text, text.length / 2)],
    [".map", () => ""],
  ])("is prepared again, or does without, when %s is damaged", async (ending, damage) => {
    await project.run();
    const name = project.stored[0].find((each) => each.endsWith(ending)) ?? "";
    writeFileSync(
      project.storedFile(name),
      damage(readFileSync(project.storedFile(name), "latin1")),
      "latin1",
    );
    expect(await project.run()).toEqual(ONE);
    expect(await project.run()).toEqual(ONE);
    expect(project.stored[0]).toHaveLength(3);
  });

  it("is prepared again when a new file takes the place of an imported one", async () => {
    rmSync(join(project.path, "part.ts"));
    project.write("part/index.ts", PART);
    await settle();
    expect(await project.run()).toEqual(ONE);
    project.write("part.ts", PART.replace("one", "two"));
    await settle();
    expect((await project.runPlain()).stdout).toBe(TWO.stdout);
    expect(await project.run()).toEqual(TWO);
  });

  it("is prepared again when a setting that tsconfig.json extends has changed", async () => {
    project.write("tsconfig.json", '{ "extends": ["./base"] }');
    const base = (folder: string) => `{ "compilerOptions": { "paths": { "#part": ["./${folder}/part"] } } }`;
    project.write("base.json", base("one"));
    project.write("one/part.ts", PART);
    project.write("two/part.ts", PART.replace("one", "two"));
    project.write("entry.ts", FILES["entry.ts"].replace("./part", "#part"));
    await settle();
    expect(await project.run()).toEqual(ONE);
    project.write("base.json", base("two"));
    await settle();
    expect(await project.run()).toEqual(TWO);
  });

  it("removes what an interrupted run left, and leaves nothing where it could not write", async () => {
    const temporary = "00000000000000000000.map.123";
    mkdirSync(project.storedFile("program.js"), { recursive: true });
    writeFileSync(project.storedFile(temporary), "");
    expect(await project.run()).toEqual(ONE);
    expect(project.names.filter((name) => name.startsWith("program.js"))).toEqual(["program.js"]);
    rmSync(project.storedFile("program.js"), { recursive: true });
    expect(await project.run()).toEqual(ONE);
    expect(project.names).toHaveLength(3);
    expect(project.names).not.toContain(temporary);
  });

  it("prints an error when the source map is damaged", async () => {
    project.write("part.ts", `${THROWS}${PART}`);
    await settle();
    await project.run();
    const map = project.stored[0].find((each) => each.endsWith(".map")) ?? "";
    writeFileSync(project.storedFile(map), "");
    expect((await project.run()).stderr).toContain("TypeError: boom\n");
  });

  it("supports runs at the same time", async () => {
    for (const each of await Promise.all([project.run(), project.run(), project.run()])) {
      expect(each).toEqual(ONE);
    }
    expect(await project.run()).toEqual(ONE);
  });

  it("works where it can store nothing", async () => {
    const folder = join(project.path, ".slipway");
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(folder, "not a folder");
    expect(await project.run()).toEqual(ONE);
  });

  it.each([
    ["that nothing catches", THROWS],
    ["that is thrown later", `setTimeout(() => {\n${THROWS}});\n`],
    ["that is printed", `try {\n${THROWS}} catch (error) { console.error(error); process.exit(1); }\n`],
  ])(
    "shows the place in the source of an error %s, on the first run and from the cache",
    async (_, statement) => {
      project.write("part.ts", `${statement}${PART}`);
      await settle();
      const line = statement.split("\n").indexOf(THROWS.trim()) + 1;
      const place = `${join(project.path, "part.ts")}:${line}:7`;
      for (const run of ["first", "cached"]) {
        const { code, stderr } = await project.run();
        expect([run, code]).toEqual([run, 1]);
        expect(stderr).toContain("TypeError: boom\n");
        expect(stderr).toContain(place);
        expect(stderr.length).toBeLessThan(5000);
        expect(project.stored[0]).toContain("program.js");
      }
    },
  );

  it("runs the sources themselves when they cannot be bundled", async () => {
    project.without("esbuild");
    expect(await project.run()).toEqual(ONE);
    expect(existsSync(join(project.path, ".slipway/programs/entry"))).toBe(false);
  });

  it("stores the bytecode of a program that ends itself", async () => {
    project.write("part.ts", `${PART}setImmediate(() => process.exit(3));\n`);
    await settle();
    expect((await project.run()).code).toBe(3);
    expect(project.stored[0]).toHaveLength(3);
  });

  it("shows each mistake that keeps a source from being compiled with its place, and no stack", async () => {
    project.write("part.ts", `const = 1;\n${PART}`);
    project.write("entry.ts", `import "./missing";\n${FILES["entry.ts"]}`);
    expect(await project.run()).toEqual({
      code: 1,
      stdout: "",
      stderr: [
        'entry.ts:1:8: Could not resolve "./missing"',
        '  import "./missing";',
        "         ^",
        'part.ts:1:7: Expected identifier but found "="',
        "  const = 1;",
        "        ^",
        "",
      ].join("\n"),
    });
  });

  it("reports an imported package that is not installed", async () => {
    project.write("entry.ts", `import "not-installed";\n${FILES["entry.ts"]}`);
    await settle();
    for (const run of ["first", "cached"]) {
      const { code, stderr } = await project.run();
      expect([run, code]).toEqual([run, 1]);
      expect(stderr).toContain("Cannot find module 'not-installed'");
    }
  });
});
