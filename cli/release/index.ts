import { InvalidArgumentError, type Command } from "commander";
import { resolveEnvironment } from "../../environments";
import { terminalProgress } from "../../toolchain/progress";
import { requireEmulator } from "../require-emulator";
import { root } from "../root";
import { deployEnvironment } from "../deploy/deploy-environment";
import { chosen, type DeployOptions, withDeployOptions } from "../deploy/options";
import { releasingCommand } from "./next-command";
import { promote } from "./promote";
import { listReleases, releasesText } from "./releases";
import { rollBack } from "./rollback";

/** Releases that are listed when nobody says how many. */
const SHOWN = 10;

export function registerReleases(program: Command): void {
  program
    .command("releases")
    .description(
      "list what was released into an environment: when, by whom, why, and what changed; newest first",
    )
    .argument("<environment>", "environment, for example dev")
    .option("--most <number>", "how many to show, 1 to 1000", most, SHOWN)
    .option("--json", "as JSON")
    .action(async (name: string, options: { readonly most: number; readonly json?: boolean }) => {
      const environment = resolveEnvironment(name, root);
      await requireEmulator(environment);
      const releases = await listReleases(environment, options.most);
      if (options.json) {
        const listed = releases.map(({ release, changes }, index) => ({
          ...release,
          current: index === 0,
          changes,
        }));
        console.log(JSON.stringify({ environment: name, releases: listed }, null, 2));
      } else if (releases.length === 0) {
        console.log(`${name} has no release yet. The first one: ${releasingCommand(environment)}`);
      } else {
        console.log(releasesText(releases));
      }
    });
}

export function registerPromote(program: Command): void {
  withDeployOptions(
    program
      .command("promote")
      .description("let the images that one environment has released run in another; builds nothing")
      .argument("<services...>", "services of the target, or all")
      .requiredOption("--from <environment>", "environment whose current release is promoted")
      .requiredOption("--to <environment>", "environment that runs it then")
      .option("--from-profile <name>", "AWS profile that reads the source, when it is in another account"),
  ).action(
    async (
      services: string[],
      options: DeployOptions & { readonly from: string; readonly fromProfile?: string; readonly to: string },
    ) => {
      const from = resolveEnvironment(options.from, root);
      const to = resolveEnvironment(options.to, root);
      const request = { services, from, fromProfile: options.fromProfile, to, ...chosen(options) };
      await promote(request, terminalProgress(), deployEnvironment);
    },
  );
}

export function registerRollback(program: Command): void {
  withDeployOptions(
    program
      .command("rollback")
      .description("go back to the images of an earlier release of a service; builds nothing")
      .argument("<environment>", "environment, for example dev")
      .argument("<service>", "service, for example backend")
      .option("--to <release>", "number of a release (default: the newest with other images)", number),
  ).action(async (name: string, service: string, options: DeployOptions & { readonly to?: number }) => {
    const environment = resolveEnvironment(name, root);
    const request = { environment, service, to: options.to, ...chosen(options) };
    await rollBack(request, terminalProgress(), deployEnvironment);
  });
}

function number(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`It must be the number of a release, got "${text}".`);
}

function most(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 1000) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to 1000, got "${text}".`);
  }
  return number;
}
