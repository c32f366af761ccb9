import { Option, type Command } from "commander";
import { resolveEnvironment } from "../../environments";
import type { Environment } from "../../environments/model";
import { terminalProgress } from "../../toolchain/progress";
import { selectServices } from "../named-service";
import { looking } from "../operate/looking";
import { showLogs } from "../operate/logs/show-logs";
import { since } from "../operate/options";
import { requireEmulator } from "../require-emulator";
import { root } from "../root";
import { down } from "./down";
import { addresses } from "./addresses";
import { view } from "./live/view";
import { openPage } from "./open";
import { status } from "./status";
import { up } from "./up";

export function registerLocal(program: Command): void {
  const local = program.command("local").description("the whole platform on this machine");
  const environment = () => resolveEnvironment("local", root);

  local
    .command("up")
    .description(
      "prepare this machine, start the emulator, create the state bucket and deploy; print the addresses",
    )
    .option("--no-install", "do not install a Docker engine; say what is missing instead")
    .option("--open", "open the page in the browser at the end")
    .action(async ({ install, open = false }: { install: boolean; open?: boolean }) => {
      const here = environment();
      await up(here, install, terminalProgress());
      if (open) await openFirst(here);
    });

  local
    .command("view")
    .description(
      "show services, tasks, health, requests and log lines live until you press q; without a terminal, as plain lines",
    )
    .option("--open", "open the page in the browser first")
    .action(async ({ open = false }: { open?: boolean }) => {
      const here = environment();
      await requireEmulator(here);
      if (open) await openFirst(here);
      // Questions that are on their way must not hold up the end.
      process.exit(await view(here));
    });

  local
    .command("status")
    .description("services, tasks and addresses; exit code 1 when a service does not run as it should")
    .option("--json", "as JSON")
    .action(async ({ json = false }: { json?: boolean }) => {
      const here = environment();
      const well = await looking(here, (clients) => status(here, json, clients));
      if (!well) process.exitCode = 1;
    });

  local
    .command("logs")
    .description("log lines of the services, oldest first")
    .argument("[service]", "only this service")
    .option("-f, --follow", "keep printing new lines until Ctrl-C")
    .addOption(
      new Option(
        "--since <time>",
        "how far back to begin: minutes, or 90s, 15m, 2h, 3d, or a moment in ISO 8601",
      )
        .argParser(since)
        .default(since("60m"), "60m"),
    )
    .action(async (service: string | undefined, options: { follow?: boolean; since: number }) => {
      const { follow = false, since } = options;
      const here = environment();
      const services = selectServices(here, service === undefined ? [] : [service]);
      await looking(here, (clients) => showLogs(here, { services, follow, since, json: false }, clients));
    });

  local
    .command("down")
    .description("removes emulator, task containers, network and image tags")
    .action(async () => down(environment(), terminalProgress()));
}

/** The page is the shortest address; a machine without a browser is told where it is. */
async function openFirst(environment: Environment): Promise<void> {
  const [page] = addresses(environment);
  const problem =
    page === undefined ? "no service has a route, so there is no page to open" : await openPage(page);
  if (problem !== undefined) console.error(problem);
}
