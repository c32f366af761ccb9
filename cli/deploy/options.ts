import type { Command } from "commander";
import type { DeployRequest } from "./deployment";

/** Options of all that deploys: a deployment, a promotion, a rollback. */
export interface DeployOptions {
  readonly yes?: boolean;
  readonly adopt?: boolean;
  readonly allowDirty?: boolean;
  readonly install: boolean;
  readonly json?: boolean;
}

export const withDeployOptions = (command: Command): Command =>
  command
    .option("--yes", "do not ask")
    .option("--adopt", "import existing resources with the environment's tags that are in no Terraform state")
    .option("--allow-dirty", "also for a protected environment when no git commit holds the sources")
    .option("--no-install", "do not install a Docker engine; say what is missing instead")
    .option("--json", "print the summary and the release as JSON at the end");

export const chosen = ({
  yes = false,
  adopt = false,
  allowDirty = false,
  install,
  json = false,
}: DeployOptions): Pick<DeployRequest, keyof DeployOptions> => ({ yes, adopt, allowDirty, install, json });
