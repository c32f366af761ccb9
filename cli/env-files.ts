import type { Command } from "commander";
import { writeEnvFiles } from "../env-files/write";
import { resolveEnvironment } from "../environments";
import { root } from "./root";

export function registerEnvFiles(program: Command): void {
  program
    .command("env-files")
    .description("write the variables of an environment's services as env files for docker compose")
    .argument("<environment>", "environment")
    .action((name: string) => {
      for (const path of writeEnvFiles(resolveEnvironment(name, root), root)) console.log(path);
    });
}
