import { InvalidArgumentError, type Command } from "commander";
import { resolveEnvironment } from "../../environments";
import { requireEmulator } from "../require-emulator";
import { root } from "../root";
import { listReleases, releasesText } from "./releases";

/** Releases that are listed when nobody says how many. */
const SHOWN = 10;

export function registerReleases(program: Command): void {
  program
    .command("releases")
    .description(
      "list what was released into an environment: when, by whom, why, and what changed; newest first",
    )
    .argument("<environment>", "environment, for example dev")
    .option("--most <number>", "so many at most, 1 to 1000", most, SHOWN)
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
        console.log(`${name} has no release yet. The first one: npx slipway deploy ${name}`);
      } else {
        console.log(releasesText(releases));
      }
    });
}

function most(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 1000) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to 1000, got "${text}".`);
  }
  return number;
}
