import { settle, SmallProject } from "./small-project";

/** The kinds of packages that are loaded on use, with the names of real ones, and one that is not; each prints its name. */
const PACKAGES = {
  "node_modules/semver/index.js":
    'console.log("[semver]");\nexports.value = 1;\nexports.Base = class { get base() { return 2; } };\n',
  "node_modules/fastest-levenshtein/index.js":
    'console.log("[fastest-levenshtein]");\nmodule.exports = (n) => n + 1;\nmodule.exports.extra = 3;\n',
  "node_modules/dockerode/index.js":
    'console.log("[dockerode]");\nmodule.exports = class { constructor(n) { this.n = n; } };\n',
  "node_modules/picocolors/index.js":
    'console.log("[picocolors]");\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.default = () => 5;\nexports.other = 6;\n',
  "node_modules/with-effect/index.js": 'console.log("[with-effect]");\n',
  "node_modules/log-update/package.json": '{ "type": "module", "exports": "./index.js" }',
  "node_modules/log-update/index.js":
    'console.log("[log-update]");\nexport default () => 7;\nexport const other = 8;\n',
};
const IMPORTS = `import "with-effect";
import { Base, value } from "semver";
import increment from "fastest-levenshtein";
import Thing from "dockerode";
import five, { other } from "picocolors";
import seven, { other as eight } from "log-update";
import * as all from "semver";
`;

async function printed(program: string): Promise<string[]> {
  const project = new SmallProject("external", { "entry.ts": IMPORTS + program, ...PACKAGES });
  try {
    await settle();
    const { stdout, stderr } = await project.run();
    expect(stderr).toBe("");
    return stdout.trimEnd().split("\n");
  } finally {
    project.remove();
  }
}

it("loads a package when the program first uses it", async () => {
  expect(
    await printed(
      'if (process.argv[5]) console.log(value, Base, five, seven);\nconsole.log("before");\nconsole.log(value);',
    ),
  ).toEqual(["[with-effect]", "[picocolors]", "[log-update]", "before", "[semver]", "1"]);
});

it("behaves as the package does, also as a default, a namespace and a base class", async () => {
  const expected: Readonly<Record<string, string>> = {
    value: "1",
    "new (class extends Base {})().base": "2",
    "new (class Own extends Base {})().constructor.name": "Own",
    "increment(1)": "2",
    "(increment as unknown as { extra: number }).extra": "3",
    "((increment as unknown as { extra: number }).extra = 30)": "30",
    "Reflect.get(increment, 'extra')": "30",
    "new Thing(4).n": "4",
    "new Thing(4) instanceof Thing": "true",
    "new (class Own extends Thing {})(9).n": "9",
    "five()": "5",
    other: "6",
    "seven()": "7",
    eight: "8",
    "Object.keys(all).sort().join()": "Base,default,value",
    '"value" in all': "true",
  };
  const program = Object.keys(expected).map((expression) => `console.log("=", String(${expression}));`);
  const lines = (await printed(program.join("\n"))).filter((line) => line.startsWith("= "));
  expect(lines).toEqual(Object.values(expected).map((result) => `= ${result}`));
});

it("reports a package that is not installed at once", async () => {
  const program =
    'try { require("testcontainers"); } catch (error) { console.log((error as { code: string }).code); }';
  expect((await printed(program)).at(-1)).toBe("MODULE_NOT_FOUND");
});
