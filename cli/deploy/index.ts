import type { Command } from "commander";
import { resolveEnvironment } from "../../environments";
import { root } from "../root";
import { deployEnvironment } from "./deploy-environment";

interface Options {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly install: boolean;
  readonly allowDirty?: boolean;
}

export function registerDeploy(program: Command): void {
  program
    .command("deploy")
    .description(
      "plan all stacks of an environment, show the release, ask, apply, and watch it until it serves",
    )
    .argument("<environment>", "environment, for example dev")
    .argument("[services...]", "only these services, for example backend")
    .option("--yes", "do not ask")
    .option("--allow-dirty", "also for a protected environment when no git commit holds the sources")
    .option("--no-install", "do not install a Docker engine; say what is missing instead")
    .option("--json", "print the summary and the release as JSON at the end")
    .action(async (name: string, services: string[], options: Options) => {
      const { yes = false, json = false, install, allowDirty = false } = options;
      const flags = [...(allowDirty ? ["--allow-dirty"] : []), ...(install ? [] : ["--no-install"])];
      await deployEnvironment({
        environment: resolveEnvironment(name, root),
        services,
        reason: { kind: "deploy" },
        again: ["npx slipway deploy", name, ...services, ...flags].join(" "),
        yes,
        json,
        install,
        allowDirty,
      });
    });
}
