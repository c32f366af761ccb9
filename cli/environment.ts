import type { Command } from "commander";
import { resolveEnvironment } from "../environments";
import { root } from "./root";

export function registerEnvironment(program: Command): void {
  program
    .command("environment")
    .description("print an environment with every default filled in")
    .argument("<name>", "environment")
    .option("--json", "as JSON (the only format, and the default)")
    .action((name: string) => {
      console.log(JSON.stringify(resolveEnvironment(name, root), null, 2));
    });
}
