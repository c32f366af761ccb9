import { CAPABILITIES, PROOFS, type Capability, type KnownEmulator } from "../../emulator/capabilities";
import { CONTROL_PLANE } from "../engines/probes/control-plane";
import { BY_HAND } from "../integration/provider/by-hand";
import { neededFor } from "../support/refused-types";
import { appliedBy, SUITES } from "./applied";
import { everything } from "./everything";
import { enginesThat, INSTEAD, unproved } from "./instead";
import { NOT_APPLIED } from "./not-applied";
import { engineOf, titleOf } from "./proofs";
import { ROWS, SYSTEMS, type Row } from "./rows";
import { synthesise, typesIn } from "./synthesise";

/** Where it is, from the root of the project. */
export const DOCUMENT = "docs/coverage.md";

const INTRODUCTION = `# What is proved, and where

Written by \`npm run coverage:update\` from \`__tests__/coverage\`; a test fails when it is not up to date, when a test that
it names is not there, or when a resource type that a construct can make is neither applied nor validated.

**Applied** is: by the real Terraform with the real providers, planned again without a change, and destroyed.
**Validated** is: \`terraform validate\` with the real provider on
[environments that set every feature](../__tests__/coverage/everything), which every type below passes without a warning.
Nothing has been applied to a real AWS account.`;

/** All of `docs/coverage.md`. */
export const coverageDocument = (): string =>
  [INTRODUCTION, ...rowSections(), ...engineSection(), ...typeSection()].join("\n\n") + "\n";

function rowSections(): string[] {
  return [
    "## Rows",
    table(["Row", "What it is", "Proved by", "Not acted on by any engine here"], ROWS.map(rowLine)),
    ...SYSTEMS.flatMap(({ title, rows }) => [`### ${title}`, rows.map(rowText).join("\n")]),
  ];
}

const unprovedOf = ({ needs = [] }: Row): Capability[] => needs.filter((each) => unproved.includes(each));

function rowLine(row: Row): string[] {
  const by = new Set(row.proofs.map(([file]) => engineOf(file)));
  const missing = unprovedOf(row).map((each) => each.replaceAll("-", " "));
  return [
    String(row.number),
    row.asks,
    [...by].join(", "),
    [...missing, ...(row.open === undefined ? [] : ["see below"])].join(", "),
  ];
}

function rowText(row: Row): string {
  const { number, asks, here, proofs, open } = row;
  return [
    `- **${number}. ${asks}.** Here: ${here}`,
    ...proofs.map(([file, ...names]) => {
      const tests = names.map((name) => `\`${name}\``).join(", ");
      return `  - ${engineOf(file)}, [${file}](../__tests__/${file}): ${tests}`;
    }),
    ...unprovedOf(row).map(
      (each) => `  - ${keptBy(each)}: ${CAPABILITIES[each]}; instead: ${INSTEAD[each] ?? ""}`,
    ),
    ...(open === undefined ? [] : [`  - open: ${open}`]),
  ].join("\n");
}

function keptBy(capability: Capability): string {
  const engines = enginesThat("recorded", capability).map(titleOf);
  return engines.length === 0 ? "on no engine here" : `kept by ${engines.join(", ")}, but not acted on`;
}

function engineSection(): string[] {
  const engines = Object.keys(PROOFS) as KnownEmulator[];
  return [
    "## Engines",
    "What each engine does as AWS does (proved), keeps without acting on it (recorded), or has not (absent). `npm run test:engines`\nholds the table against the engines; the licensed LocalStack was not run, so nothing is claimed of it.",
    table(
      ["Capability", ...engines.map(titleOf)],
      (Object.entries(CAPABILITIES) as [Capability, string][]).map(([name, meaning]) => [
        meaning,
        ...engines.map((engine) => PROOFS[engine][name]),
      ]),
    ),
  ];
}

function typeSection(): string[] {
  const suites = SUITES.map((suite) => ({ ...suite, name: suite.environment.name, types: appliedBy(suite) }));
  const types = typesIn(synthesise(everything).values()).map((type) => ({
    type,
    by: suites.filter((suite) => suite.types.includes(type)).map(({ name }) => name),
  }));
  const applied = types.filter(({ by }) => by.length > 0).map(({ type }) => type);
  const others = types.filter(({ by }) => by.length === 0).map(({ type }) => type);
  const stale = Object.keys(NOT_APPLIED).filter((type) => !others.includes(type));
  if (stale.length > 0)
    throw new Error(`not-applied.ts must not name ${stale.join(", ")}: a suite applies it`);
  return [
    "## Resource types",
    `${applied.length} of ${types.length} are applied, all are validated. The suites:`,
    suites
      .map(
        ({ engine, file, name, test }) =>
          `- **${name}** on ${titleOf(engine)}: [${file}](../__tests__/integration/${file}): \`${test}\``,
      )
      .join("\n"),
    table(
      ["Type", "Applied by"],
      types.filter(({ by }) => by.length > 0).map(({ type, by }) => [`\`${type}\``, by.join(", ")]),
    ),
    "Validated only:",
    table(
      ["Type", "Because"],
      others.map((type) => [`\`${type}\``, whyNotApplied(type)]),
    ),
  ];
}

const PROVIDER_SUITE = "integration/provider/services.test.ts";
const byHand = Object.values(BY_HAND).flatMap(({ resource = {} }) => Object.keys(resource));

/** @throws Error for a type without a reason, so that nobody forgets it */
function whyNotApplied(type: string): string {
  const needed = neededFor(type);
  if (needed !== undefined) {
    const probed = CONTROL_PLANE[needed]?.[type] === undefined ? [] : enginesThat("recorded", needed);
    const probes = probed.map((engine) => `; a probe applies it on ${titleOf(engine)}`).join("");
    return `the suites' engines do not have \`${needed}\`${probes}`;
  }
  if (byHand.includes(type)) return `applied by itself on ${titleOf("ministack")}, by \`${PROVIDER_SUITE}\``;
  const reason = NOT_APPLIED[type];
  if (reason === undefined)
    throw new Error(`${type} must be applied by a suite, or have a reason in not-applied.ts`);
  return reason;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
