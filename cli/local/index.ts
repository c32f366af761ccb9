import { type Command, InvalidArgumentError } from "commander";
import { resolveEnvironment } from "../../environments";
import { terminalProgress } from "../../toolchain/progress";
import { requireEmulator } from "../require-emulator";
import { root } from "../root";
import { down } from "./down";
import { logs } from "./logs";
import { status } from "./status";
import { up } from "./up";

export function registerLocal(program: Command): void {
  const local = program.command("local").description("the whole platform on this machine");
  const environment = () => resolveEnvironment("local", root);

  local
    .command("up")
    .description("toolchain, emulator, state bucket, cdktf deploy 'local-*'; prints the addresses")
    .option("--no-install", "do not install a Docker engine; say what is missing instead")
    .action(async ({ install }: { install: boolean }) => up(environment(), install, terminalProgress()));

  local
    .command("status")
    .description("services, tasks and addresses; exit code 1 when a service does not run as it should")
    .option("--json", "as JSON")
    .action(async ({ json = false }: { json?: boolean }) => {
      await requireEmulator(environment());
      if (!(await status(environment(), json))) process.exitCode = 1;
    });

  local
    .command("logs")
    .description("log lines of the services, oldest first")
    .argument("[service]", "only this service")
    .option("-f, --follow", "go on until interrupted")
    .option("--since <minutes>", "how far back to begin, in minutes", minutes, 60)
    .action(async (service: string | undefined, options: { follow?: boolean; since: number }) => {
      await requireEmulator(environment());
      const { follow = false, since } = options;
      await logs(environment(), { ...(service !== undefined && { service }), follow, minutes: since });
    });

  local
    .command("down")
    .description("removes emulator, task containers, network and image tags")
    .action(async () => down(environment(), terminalProgress()));
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError(`It must be a number of minutes above 0, got "${text}".`);
  return value;
}
