import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { emulatorEngine } from "../../emulator/engine";
import type { KnownEmulator } from "../../emulator/capabilities";
import { root } from "../support/synth-environment";

const tests = path.join(root, "__tests__");

export const titleOf = (engine: KnownEmulator): string => emulatorEngine(engine).title;

/** What a test file runs against, by where it lies. */
export function engineOf(file: string): string {
  if (file.startsWith("integration/localstack/")) return titleOf("localstack-free");
  if (file.startsWith("integration/")) return titleOf("ministack");
  if (file.startsWith("validate/")) return "provider schema";
  if (file.endsWith(".process.test.ts")) return "command";
  return /^(constructs|environments|stacks)\//.test(file) ? "synthesis" : "unit test";
}

/** Whether a test file, or a suite that it imports from its own folder, has a test or group of this name. */
export function hasTest(file: string, name: string): boolean {
  const source = path.join(tests, file);
  if (!existsSync(source)) return false;
  const text = readFileSync(source, "utf8");
  const imported = [...text.matchAll(/from "(\.\/[\w-]+)"/g)].map(([, module = ""]) =>
    path.join(path.dirname(source), `${module}.ts`),
  );
  return [
    text,
    ...imported.filter((each) => existsSync(each)).map((each) => readFileSync(each, "utf8")),
  ].some((each) => each.includes(JSON.stringify(name)));
}
