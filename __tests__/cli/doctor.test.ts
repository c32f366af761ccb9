import { asJson, asTable } from "../../cli/doctor";
import { NO_COLORS } from "../../toolchain/colors";
import type { Finding } from "../../toolchain/doctor";

const GOOD: readonly Finding[] = [
  { subject: "node", status: "ok", found: "22.23.3" },
  {
    subject: "docker engine",
    status: "will-provide",
    found: "none",
    todo: "docker.io will be installed and started",
  },
];
const BAD: readonly Finding[] = [
  ...GOOD,
  { subject: "terraform", status: "missing", found: "got nothing", todo: "install it" },
];

test("the table, and below it what to do in whole lines", () => {
  expect(asTable(BAD, NO_COLORS).split("\n")).toEqual([
    "┌───────────────┬──────────────┬─────────────┐",
    "│               │ status       │ found       │",
    "├───────────────┼──────────────┼─────────────┤",
    "│ node          │ ok           │ 22.23.3     │",
    "│ docker engine │ will provide │ none        │",
    "│ terraform     │ missing      │ got nothing │",
    "└───────────────┴──────────────┴─────────────┘",
    "docker engine: docker.io will be installed and started",
    "terraform: install it",
    "The main job cannot run before what is missing is there.",
  ]);
});

test("nothing missing: the command to go on with", () => {
  expect(asTable(GOOD, NO_COLORS)).toMatch(/\nThe main job can run: npm run local$/);
});

test.each([
  [GOOD, true],
  [BAD, false],
])("JSON", (findings, ok) => {
  expect(JSON.parse(asJson(findings))).toEqual({ ok, findings });
});
