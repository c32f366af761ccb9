import Table from "cli-table3";
import { plural } from "../../plan/words";
import type { PolicyReport, RuleReport } from "./report";

/** For people: the rules with what they found, then each finding, each suppression with its reason, and the verdict. */
export function policyText(report: PolicyReport): string {
  const { findings, suppressed, unused } = report;
  return [
    ruleTable(report.rules),
    section(
      "Findings",
      findings.map(({ address, path, problem, rule, stack }) =>
        // Without a path, the problem begins with the address.
        path === undefined
          ? `${rule}, ${stack}\n    ${problem}`
          : `${rule}, ${stack}: ${address}\n    ${problem}`,
      ),
    ),
    section(
      "Suppressed",
      suppressed.map(({ address, reason, rule, stack }) => `${rule}, ${stack}: ${address}\n    ${reason}`),
    ),
    section(
      "Suppressions that no finding needs",
      unused.map(({ reason, resource, rule }) => `${rule}: ${resource}\n    ${reason}`),
    ),
    verdict(report),
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

function ruleTable(rules: readonly RuleReport[]): string {
  const table = new Table({
    head: ["rule", "findings", "suppressed"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "right"],
  });
  for (const { findings, holds, id, suppressed } of rules) {
    table.push(holds ? [id, findings, suppressed] : [id, "-", "-"]);
  }
  return table.toString();
}

const section = (title: string, entries: readonly string[]): string | undefined =>
  entries.length === 0 ? undefined : `${title}\n${entries.map((entry) => `  ${entry}`).join("\n")}`;

function verdict({
  environment,
  findings,
  ok,
  protected: isProtected,
  suppressed,
  unused,
}: PolicyReport): string {
  const rest = isProtected ? "" : `; rules with "-" are for protected environments`;
  if (ok) {
    const standing = suppressed.length === 0 ? "" : `, ${suppressed.length} suppressed with a reason`;
    return `${environment}: no finding${standing}${rest}`;
  }
  return [
    `${environment}: ${plural(findings.length, "finding")}`,
    ...(unused.length === 0 ? [] : [`${plural(unused.length, "suppression")} without one`]),
    "see docs/policy.md",
  ].join(", ");
}
