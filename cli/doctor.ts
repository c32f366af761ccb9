import Table from "cli-table3";
import type { Command } from "commander";
import { type Colors, colorsFor } from "../toolchain/colors";
import { canRun, inspect, type Finding } from "../toolchain/doctor";
import { root } from "./root";

const STATUS = {
  ok: ["ok", "green"],
  "will-provide": ["will provide", "yellow"],
  missing: ["missing", "red"],
} as const;

export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "show what this machine has, what will be provided, and what is missing; installs the npm packages if they are missing, and changes nothing else",
    )
    .option("--json", "print the findings as JSON")
    .option("--no-install", "judge as if no Docker engine may be installed or started")
    .action(async ({ json, install }: { readonly json?: boolean; readonly install: boolean }) => {
      const findings = await inspect({ root, install });
      console.log(json === true ? asJson(findings) : asTable(findings, colorsFor(process.stdout)));
      if (!canRun(findings)) process.exitCode = 1;
    });
}

/** @internal */
export function asJson(findings: readonly Finding[]): string {
  return JSON.stringify({ ok: canRun(findings), findings }, undefined, 2);
}

/** @internal a table of what is there, and below it what to do: a command is never broken into lines. */
export function asTable(findings: readonly Finding[], colors: Colors): string {
  const table = new Table({
    head: ["", "status", "found"],
    style: { head: [], border: [], compact: true },
  });
  for (const { subject, status, found } of findings) {
    const [text, color] = STATUS[status];
    table.push([subject, colors[color](text), found]);
  }
  const todo = findings.flatMap((finding) =>
    finding.todo === undefined ? [] : [`${finding.subject}: ${finding.todo}`],
  );
  const verdict = canRun(findings)
    ? "The main job can run: npm run local"
    : "The main job cannot run before what is missing is there.";
  return [table.toString(), ...todo, verdict].join("\n");
}
