import { settle, SmallProject } from "./small-project";

const foreign = (name: string, file: string, text: string, manifest: object = {}) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, ...manifest }),
  [`node_modules/${name}/${file}`]: text,
});

/** Prints 1 for a decorator by TypeScript's own rules (`experimentalDecorators`), 2 for one of ECMAScript. */
const DECORATED = "const count = (...given: unknown[]) => console.log(given.length);\n@count class A {}\n";

/** Programs whose meaning a bundler can change. */
const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "classes of the same name": {
    "entry.ts":
      'import { Network } from "./a";\nimport * as b from "./b";\nclass Own extends b.Network {}\nconsole.log(new Network().constructor.name, b.Network.name, new Own().constructor.name);\n',
    "a.ts": "export class Network {}\n",
    "b.ts": "export class Network {}\n",
  },
  "a circular import that is read too early": {
    "entry.ts": 'import { doubled } from "./a";\nconsole.log(doubled);\n',
    "a.ts": 'import { size } from "./b";\nexport const doubled = size * 2;\nexport const one = 1;\n',
    "b.ts": 'import { one } from "./a";\nexport const size = one + 512;\n',
  },
  "a circular import that is read in time": {
    "entry.ts": 'import { total } from "./a";\nconsole.log(total());\n',
    "a.ts": 'import { size } from "./b";\nexport const one = 1;\nexport const total = () => size() + one;\n',
    "b.ts": 'import { one } from "./a";\nexport const size = () => one + 512;\n',
  },
  "the places of a source": {
    "entry.ts": 'import "./folder/part";\n',
    "folder/part.ts":
      "console.log(__filename, __dirname, import.meta.url, import.meta.filename, import.meta.dirname);\n",
  },
  "text that is not ASCII": {
    "entry.ts": "/*! \u00a9 the authors */\nconsole.log(String.raw`Z\u00fcrich`, /\u00fc/.source);\n",
  },
  "a package that needs sloppy mode": {
    "entry.ts": 'import { kind } from "sloppy";\nconsole.log(kind);\n',
    ...foreign("sloppy", "index.js", "undeclared = 8;\nexports.kind = typeof undeclared;\n"),
  },
  "a package that requires its own files by computed names": {
    "entry.ts": 'import { value } from "computed";\nconsole.log(value);\n',
    ...foreign("computed", "index.js", 'const name = "./part";\nexports.value = require(name);\n'),
    "node_modules/computed/part.js": 'module.exports = "part";\n',
  },
  "a package with a build for each module system": {
    "entry.ts": 'import * as both from "both";\nconsole.log(both.kind);\n',
    ...foreign("both", "c.cjs", 'exports.kind = "required";\n', {
      exports: { import: "./m.mjs", require: "./c.cjs" },
    }),
    "node_modules/both/m.mjs": 'export const kind = "imported";\n',
  },
  "a package of ES modules that asks for its place": {
    "entry.ts": 'import { here } from "esm";\nconsole.log(here);\n',
    ...foreign("esm", "index.js", "export const here = import.meta.url;\n", {
      type: "module",
      exports: "./index.js",
    }),
  },
  "a package that exports a text": {
    "entry.ts": 'import text = require("text");\nconsole.log(typeof text, `${text}`);\n',
    ...foreign("text", "index.js", 'module.exports = "a text";\n'),
  },
  "packages that are imported for their effect": {
    "entry.ts": "import 'effect';\nimport \"effect/more\" // why\nconsole.log('end');\n",
    ...foreign("effect", "index.js", 'console.log("effect");\n'),
    "node_modules/effect/more.js": 'console.log("more");\n',
  },
  "a handler of errors that nothing catches": {
    "entry.ts":
      'process.on("uncaughtException", (error) => {\n  console.log("handled", error.message);\n  process.exit(9);\n});\nthrow new Error("boom");\n',
  },
  "an option of a file that tsconfig.json extends": {
    "entry.ts": DECORATED,
    "tsconfig.json": '{ "extends": ["./settings/base"] } // not JSON',
    "settings/base.json": '{ "compilerOptions": { "experimentalDecorators": true } }',
  },
  "an option of a package that tsconfig.json extends": {
    "entry.ts": DECORATED,
    "tsconfig.json": '{ "extends": "@acme/settings/tsconfig.json" }',
    ...foreign(
      "@acme/settings",
      "tsconfig.json",
      '{ "compilerOptions": { "experimentalDecorators": true } }',
    ),
  },
  "a tsconfig.json that belongs to a folder": {
    "entry.ts": 'import "./folder/part";\n',
    "folder/part.ts": DECORATED,
    "folder/tsconfig.json": '{ "compilerOptions": { "experimentalDecorators": true } }',
    "tsconfig.json": "{}",
  },
  "the environment that a program gives to others": {
    "entry.ts": "console.log(process.env.GOGC);\n",
  },
  "an error while a timer is running": {
    "entry.ts": 'setInterval(() => undefined, 1000);\nthrow new Error("boom");\n',
  },
};

describe.each(["bundle", "external"] as const)(
  "a program with packages %s means what tsx makes of it",
  (packages) => {
    it.each(Object.keys(PROGRAMS))("%s", async (name) => {
      const project = new SmallProject(packages, PROGRAMS[name] ?? {});
      try {
        await settle();
        const plain = await project.runPlain();
        const told = ({ stderr }: { stderr: string }) => /^\w*Error: .*$/m.exec(stderr)?.[0];
        for (const run of ["first", "cached"]) {
          const ended = await project.run();
          expect([run, ended.code, ended.stdout, told(ended)]).toEqual([
            run,
            plain.code,
            plain.stdout,
            told(plain),
          ]);
        }
        expect(project.stored[0]).toHaveLength(3);
      } finally {
        project.remove();
      }
    });
  },
);
