import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REFERENCE, referenceDocument } from "../../docs/site/reference/document";
import { EXAMPLES, type Example } from "../../docs/site/reference/examples";
import { readLanguage } from "../../docs/site/reference/language";
import { TOPICS } from "../../docs/site/reference/topics";
import { inputWith, problemsOf } from "../support/language";
import { root } from "../support/synth-environment";

const language = readLanguage(root);

it("docs/environment-reference.md is what the types say today (update with: npm run reference:update)", () => {
  const file = join(root, REFERENCE);
  const today = referenceDocument(root);
  if (process.env.UPDATE_REFERENCE === "1") writeFileSync(file, today);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(today);
});

it("every property says what it is", () => {
  const silent = language.flatMap(({ name, file, properties }) =>
    properties.filter(({ text }) => text === "").map((property) => `${file}: ${name}.${property.name}`),
  );
  expect(language.flatMap(({ properties }) => properties).length).toBeGreaterThan(300);
  expect(silent).toEqual([]);
});

it("every type of the language is in one chapter", () => {
  const placed = TOPICS.flatMap(({ types }) => types);
  expect([...placed].sort()).toEqual(language.map(({ name }) => name).sort());
});

it("no chapter has the anchor of a type", () => {
  const types = new Set(language.map(({ name }) => name.toLowerCase()));
  expect(TOPICS.filter(({ title }) => types.has(title.toLowerCase()))).toEqual([]);
});

it("every type that a type names is one of the language", () => {
  const known = new Set(language.map(({ name }) => name));
  expect(language.flatMap(({ uses }) => uses).filter((name) => !known.has(name))).toEqual([]);
});

it("every example is shown, once", () => {
  expect(TOPICS.map(({ example }) => example).sort()).toEqual(Object.keys(EXAMPLES).sort());
});

it.each(Object.entries<Example>(EXAMPLES))("the example %s is a valid environment", (_, example) => {
  const { environment = {}, service = {} } = example;
  const { services } = inputWith({}, service);
  expect(problemsOf({ services, ...environment })).toEqual([]);
});

it("an example that is not valid would be found", () => {
  expect(problemsOf({}, { count: { min: 3, max: 2, targetCpuPercent: 60 } })).toEqual([
    "services.web.count.min must be at most max (2), got 3",
  ]);
});
