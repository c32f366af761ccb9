import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../policy";
import { root } from "../support/synth-environment";

const file = join(root, "docs/policy.md");
const MARKS = ["<!-- rules -->\n", "<!-- /rules -->"] as const;

function ruleTable(): string {
  const rows = Object.values(RULES).map(({ doc, id, scope, sources }) => [
    `\`${id}\``,
    scope === "all" ? "everywhere" : "protected",
    doc.replaceAll("|", "\\|"),
    sources.map((source, index) => `[${index + 1}](${source})`).join(" "),
  ]);
  const head = ["Rule", "Holds", "What must be so", "Sources"];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

it("docs/policy.md has the rules as they are today (update with: npm run policy:update)", () => {
  const text = readFileSync(file, "utf8");
  const [before, rest = ""] = text.split(MARKS[0]);
  const [, after = ""] = rest.split(MARKS[1]);
  const today = `${before ?? ""}${MARKS[0]}\n${ruleTable()}\n\n${MARKS[1]}${after}`;
  if (process.env.UPDATE_POLICY === "1") writeFileSync(file, today);
  expect(readFileSync(file, "utf8")).toBe(today);
});
