import type { Command } from "commander";
import { resolveEnvironment } from "../../environments";
import { root } from "../root";
import { policyReport } from "./report";
import { policyText } from "./text";

export function registerPolicy(program: Command): void {
  program
    .command("policy")
    .description("judge what an environment makes: rules, findings, and suppressions with their reasons")
    .argument("<environment>", "environment, for example dev")
    .option("--json", "as JSON")
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      const report = await policyReport(resolveEnvironment(name, root));
      console.log(json ? JSON.stringify(report, null, 2) : policyText(report));
      if (!report.ok) process.exitCode = 1;
    });
}
