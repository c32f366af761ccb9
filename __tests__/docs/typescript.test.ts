import { readFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOf } from "../support/language";
import { root } from "../support/synth-environment";
import { inLanguage } from "./documents";
import { environmentOf } from "./environment-of";
import { typeProblems } from "./type-check";

const found = inLanguage("ts", "typescript");
const shown = found.filter(({ shownIn }) => shownIn !== undefined);
const own = found.filter(({ shownIn, notRun }) => shownIn === undefined && notRun === undefined);
const whole = own.filter(({ text }) => text.includes("environment({"));
const parts = own.filter(({ text }) => !text.includes("environment({"));

/** What a part of an environment can be: the compiler has to agree with one of them. */
const PLACES: Readonly<Record<string, (part: string) => string>> = {
  environment: (part) => `export const part: Partial<import("./input").EnvironmentInput> = {\n${part}\n};`,
  service: (part) => `export const part: Partial<import("./input").ServiceInput> = {\n${part}\n};`,
  services: (part) => `export const part: Record<string, import("./input").ServiceInput> = {\n${part}\n};`,
};

/** Statements of their own, when they import what they use. */
const placesOf = (part: string): [string, string][] =>
  part.includes("import ")
    ? [["module", part]]
    : Object.entries(PLACES).map(([place, wrap]) => [place, wrap(part)]);

/** A block shows several parts when comments say where each stands. */
const separate = (text: string): string[] =>
  text
    .split(/^\/\/ (?:environments\/\S+\.ts|in the environment|in a service)$/m)
    .filter((part) => part.trim() !== "");

it("documents have whole environments and parts of them", () => {
  expect([whole.length > 5, parts.length > 20, shown.length > 0]).toEqual([true, true, true]);
});

it("every whole environment is one for the compiler", () => {
  const problems = typeProblems(new Map(whole.map(({ text }, index) => [`whole-${index}`, text])));
  expect(whole.map(({ at }, index) => [at, problems.get(`whole-${index}`)])).toEqual(
    whole.map(({ at }) => [at, []]),
  );
});

it.each(whole)("the environment of $at is valid", ({ text }) => {
  expect(problemsOf({ ...environmentOf(text) })).toEqual([]);
});

it("every part is one of an environment, of a service, or of services, for the compiler", () => {
  const texts = parts.flatMap(({ text, at }) => separate(text).map((part) => ({ at, part })));
  const candidates = texts.flatMap(({ part }, index) =>
    placesOf(part).map(([place, file]): [string, string] => [`part-${index}-${place}`, file]),
  );
  const problems = typeProblems(new Map(candidates));
  const refused = texts.flatMap(({ at, part }, index) => {
    const all = placesOf(part).map(([place]) => problems.get(`part-${index}-${place}`) ?? []);
    return all.some((each) => each.length === 0) ? [] : [{ at, part, all }];
  });
  expect(refused).toEqual([]);
});

it("a part that is none would be found", () => {
  const { service = String } = PLACES;
  const problems = typeProblems(new Map([["wrong", service("prot: 3000,")]]));
  expect(problems.get("wrong")?.join()).toContain("'prot' does not exist");
});

it.each(shown)("the block of $at is in $shownIn, word for word", ({ text, shownIn = "" }) => {
  const source = readFileSync(join(root, shownIn), "utf8");
  expect(unindented(source)).toContain(unindented(text));
});

const unindented = (text: string): string => text.replace(/^[ \t]+/gm, "");
