import { existsSync } from "node:fs";
import { join } from "node:path";
import { EMULATOR_KINDS } from "../../emulator/engine";
import { exitCode, report, suitesOf, type Outcome } from "./engine-run";
import { testEngine } from "./engine";
import { root } from "./synth-environment";

const passed: Outcome = { kind: "ministack", ran: [{ name: "probes", passed: true }] };
const failed: Outcome = {
  kind: "fakecloud",
  ran: [
    { name: "probes", passed: true },
    { name: "examples", passed: false },
  ],
};
const missing: Outcome = { kind: "localstack-licensed", missing: "no token", ran: [] };

test("each engine gets what it can show", () => {
  const names = EMULATOR_KINDS.map((kind) => [kind, ...suitesOf(kind).map(({ name }) => name)]);
  expect(names).toEqual([
    ["ministack", "probes", "examples"],
    ["fakecloud", "probes", "examples"],
    ["localstack-free", "probes", "foundation"],
    ["localstack-licensed", "examples"],
  ]);
  for (const { folder } of EMULATOR_KINDS.flatMap(suitesOf))
    expect(existsSync(join(root, folder))).toBe(true);
});

test("the report has a line for each engine", () => {
  expect(report([passed, failed, missing])).toBe(
    [
      "MiniStack              probes passed",
      "fakecloud              probes passed, examples FAILED",
      "LocalStack (licensed)  not run: no token",
    ].join("\n"),
  );
});

test("only what ran decides, and something must have run", () => {
  expect(exitCode([passed, missing])).toBe(0);
  expect(exitCode([passed, failed])).toBe(1);
  expect(exitCode([missing])).toBe(1);
});

test("tests that can use any engine use MiniStack, or the one that is named", () => {
  expect(testEngine({})).toBe("ministack");
  expect(testEngine({ SLIPWAY_TEST_ENGINE: "fakecloud" })).toBe("fakecloud");
  expect(() => testEngine({ SLIPWAY_TEST_ENGINE: "moto" })).toThrow(
    'SLIPWAY_TEST_ENGINE must be one of ministack, fakecloud, localstack-free, localstack-licensed, got "moto"',
  );
});
