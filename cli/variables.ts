import type { Command } from "commander";
import { emulatedPostgres } from "../emulator/databases";
import { chooseEmulator } from "../emulator/engine";
import { resolveEnvironment } from "../environments";
import { startsLasting } from "../toolchain/lasting-terraform";
import { prepare } from "../toolchain/prepare";
import { terminalProgress } from "../toolchain/progress";
import { runningFolder } from "./deploy/terraform/places";
import { emulatorVariables } from "./emulator-variables";
import { root } from "./root";

/** `NAME='value'` with the quoting of a POSIX shell. */
export const exported = (name: string, value: string): string =>
  `export ${name}='${value.replaceAll("'", "'\\''")}'`;

export function registerVariables(program: Command): void {
  program
    .command("env")
    .description(
      `print the variables that plain cdktf and terraform need here: eval "$(npx slipway env local)"`,
    )
    .argument("[environment]", "adds the credentials of the environment's emulator, if it has one")
    .option("--no-install", "do not install a Docker engine; say what is missing instead")
    .action(async (name: string | undefined, { install }: { readonly install: boolean }) => {
      const environment = name === undefined ? undefined : resolveEnvironment(name, root);
      const emulated = environment?.emulator !== undefined;
      const toolchain = await prepare({
        root,
        install,
        progress: terminalProgress(),
        needs: {
          docker: emulated,
          emulator: emulated && chooseEmulator(),
          databases: environment ? emulatedPostgres(environment) : [],
          providers: true,
        },
      });
      const variables = {
        ...toolchain.environment,
        ...startsLasting(toolchain.terraform.path, runningFolder()),
        ...(environment && emulatorVariables(environment)),
        // For docker compose -f docker-compose.localstack.yml up.
        ...(toolchain.emulatorImage !== undefined && { SLIPWAY_EMULATOR_IMAGE: toolchain.emulatorImage }),
      };
      console.log(
        Object.entries(variables)
          .map(([key, value]) => exported(key, value))
          .join("\n"),
      );
    });
}
