import type { Command } from "commander";
import { resolveEnvironment } from "../../environments";
import { prepare } from "../../toolchain/prepare";
import { terminalProgress } from "../../toolchain/progress";
import { requireEmulator } from "../require-emulator";
import { root } from "../root";
import { bootstrap } from "./bootstrap";
import { withBucket } from "./with-bucket";

export function registerBootstrap(program: Command): void {
  program
    .command("bootstrap")
    .description("make the S3 bucket for the Terraform state of an environment; can be run again")
    .argument("<environment>", "environment, for example dev")
    .action(async (name: string) => {
      const environment = resolveEnvironment(name, root);
      const progress = terminalProgress();
      await requireEmulator(environment);
      const toolchain = await prepare({
        root,
        install: false,
        progress,
        needs: { docker: false, emulator: false, providers: true },
      });
      await withBucket(environment, progress, () => bootstrap(environment, toolchain, progress));
    });
}
