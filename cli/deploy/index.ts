import type { Command } from "commander";
import { resolveEnvironment } from "../../environments";
import { root } from "../root";
import { deployEnvironment } from "./deploy-environment";
import { chosen, type DeployOptions, withDeployOptions } from "./options";

export function registerDeploy(program: Command): void {
  withDeployOptions(
    program
      .command("deploy")
      .description(
        "plan all stacks of an environment, show the release, ask, apply, and watch it until it serves",
      )
      .argument("<environment>", "environment, for example dev")
      .argument("[services...]", "only these services, for example backend"),
  ).action(async (name: string, services: string[], options: DeployOptions) => {
    const { adopt, allowDirty, install } = options;
    const flags = [
      ...(adopt ? ["--adopt"] : []),
      ...(allowDirty ? ["--allow-dirty"] : []),
      ...(install ? [] : ["--no-install"]),
    ];
    await deployEnvironment({
      environment: resolveEnvironment(name, root),
      services,
      reason: { kind: "deploy" },
      again: ["npx slipway deploy", name, ...services, ...flags].join(" "),
      ...chosen(options),
    });
  });
}
