import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { POLICY_RULES } from "../../environments/rules/policy";
import { RULES } from "../../policy";
import { root } from "../support/synth-environment";

const idsOf = (folder: string, ending: string) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending) && file !== "index.ts")
    .map((file) => file.slice(0, -ending.length))
    .sort();

test("each rule is a file of its name, each file is a rule, and each has a test", () => {
  const ids = [...POLICY_RULES].sort();
  expect(Object.keys(RULES)).toEqual([...POLICY_RULES]);
  expect(idsOf("policy/rules", ".ts")).toEqual(ids);
  expect(idsOf("__tests__/policy/rules", ".test.ts")).toEqual(ids);
});

test.each(POLICY_RULES)("%s says what it is for, and is tried with good and bad", (id) => {
  const { doc, id: own, scope, sources } = RULES[id];
  expect(own).toBe(id);
  expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  expect(doc).toMatch(/^[A-Z].{30,}[.]$/);
  if (scope === "protected") expect(doc).toContain("protected environment");
  for (const source of sources) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  const file = join(root, "__tests__/policy/rules", `${id}.test.ts`);
  expect(existsSync(file)).toBe(true);
  const tests = readFileSync(file, "utf8");
  expect(tests).toMatch(/"good[: ]/);
  expect(tests).toMatch(/"(good and )?bad[: ]/);
});
