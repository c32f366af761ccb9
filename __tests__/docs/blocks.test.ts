import { parse } from "yaml";
import { BLOCKS, inLanguage } from "./documents";

/** What is done with the blocks of a language; one that is not here fails. */
const LANGUAGES: Readonly<Record<string, string>> = {
  sh: "commands.process.test.ts parses or runs it",
  bash: "commands.process.test.ts parses or runs it",
  console: "commands.process.test.ts parses or runs it, and compares what is run with what is shown",
  ts: "typescript.test.ts type-checks and resolves it",
  json: "parsed here",
  yaml: "parsed here",
  mermaid: "a picture",
  "": "an example of what is printed; commands stand in a console block",
  diff: "a change, to be read",
  hcl: "an extract, to be read",
};

it("every block is in a language that a test knows", () => {
  expect(BLOCKS.filter(({ language }) => !Object.hasOwn(LANGUAGES, language)).map(({ at }) => at)).toEqual(
    [],
  );
});

it("no command hides in a block without a language", () => {
  const hidden = inLanguage("").filter(({ text }) => /^(\$ |npx |npm |slipway |terraform )/m.test(text));
  expect(hidden.map(({ at }) => at)).toEqual([]);
});

it("every reason why a block is not run says something", () => {
  const reasons = BLOCKS.filter(({ notRun }) => notRun !== undefined);
  expect(reasons.filter(({ notRun = "" }) => notRun.split(" ").length < 2).map(({ at }) => at)).toEqual([]);
});

it("every block of data can be read", () => {
  for (const { text, at, language, notRun } of inLanguage("json", "yaml")) {
    if (notRun !== undefined) continue;
    const read = (): unknown => (language === "json" ? JSON.parse(text) : parse(text));
    expect([at, read()]).toEqual([at, expect.anything()]);
  }
});
