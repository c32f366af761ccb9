import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderEnvFile } from "../../env-files/render";
import { service } from "./service";

/**
 * `compose/read.json` is what docker compose's own reader (compose-go, version in compose/reader/go.mod) made of
 * `compose/rendered.env.txt`. After a change of the quoting write the rendered file anew and record again:
 *
 *   cd __tests__/env-files/compose/reader && go run . < ../rendered.env.txt > ../read.json && npx prettier --write ..
 */
const file = (name: string): string => readFileSync(join(__dirname, "compose", name), "utf8");
const values = JSON.parse(file("values.json")) as Record<string, string>;
const read = JSON.parse(file("read.json")) as Record<string, string>;

test("the recorded file is what is rendered today", () => {
  expect(renderEnvFile(service({ name: "demo", environment: values }))).toBe(file("rendered.env.txt"));
});

test.each(Object.entries(values))("docker compose reads %s back unchanged", (name, value) => {
  expect(read[name]).toBe(value);
});

test("docker compose reads nothing else", () => {
  expect(Object.keys(read).sort()).toEqual(Object.keys(values).sort());
});
