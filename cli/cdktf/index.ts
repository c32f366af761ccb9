import type { Command } from "commander";
import { emulatedPostgres } from "../../emulator/databases";
import { resolveEnvironment, environmentNames } from "../../environments";
import { buildsImages } from "../../environments/rules/released-images";
import { prepare, type Toolchain } from "../../toolchain/prepare";
import { terminalProgress } from "../../toolchain/progress";
import { deployedEnvironments, releases, withGitTags } from "../build/deployment-tags";
import { PARTS } from "../deploy/terraform/places";
import { emulatorVariables } from "../emulator-variables";
import { requireEmulator } from "../require-emulator";
import { requireState } from "../require-state";
import { root } from "../root";
import { runCdktf } from "./run";
import { deploysStacks, readsState, runsTerraform } from "./verbs";

/** Arguments that a verb needs on this machine: without the registry, cdktf cannot write a provider lock file. */
export function cdktfArguments(args: readonly string[], toolchain: Pick<Toolchain, "providers">): string[] {
  return toolchain.providers.mode === "mirror" && runsTerraform(args)
    ? [...args, "--skip-provider-lock"]
    : [...args];
}

/** The environment that stack patterns such as `dev-*` or `dev-images` speak of; `undefined` when they name none. */
export function environmentOf(args: readonly string[]): string | undefined {
  return environmentNames.find((name) => ["*", ...PARTS].some((part) => args.includes(`${name}-${part}`)));
}

/** Whether the stacks that are named build an image; an environment that is promoted does not. */
export const needsDocker = (args: readonly string[]): boolean =>
  deployedEnvironments(args).some(
    ({ name, images }) => images && buildsImages(resolveEnvironment(name, root)),
  );

interface Options {
  readonly install: boolean;
  readonly allowDirty?: boolean;
}

export function registerCdktf(program: Command): void {
  program
    .command("cdktf")
    .description("run cdktf with this machine's toolchain, for example: slipway cdktf deploy 'dev-*'")
    .argument("<arguments...>", "a cdktf verb and its arguments")
    .option("--no-install", "do not install a Docker engine; say what is missing instead (before the verb)")
    .option(
      "--allow-dirty",
      "deploy a protected environment although no git commit holds the sources (before the verb)",
    )
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[], { install, allowDirty = false }: Options) => {
      const progress = terminalProgress();
      const released = await releases(deploysStacks(args) ? deployedEnvironments(args) : [], { allowDirty });
      const name = environmentOf(args);
      const environment = name === undefined ? undefined : resolveEnvironment(name, root);
      if (environment && readsState(args)) {
        await requireEmulator(environment);
        await requireState(environment);
      }
      const toolchain = await prepare({
        root,
        install,
        progress,
        needs: {
          docker: needsDocker(args),
          emulator: false,
          // The emulator starts a server for a database when it is deployed.
          databases: [...new Set(released.flatMap((each) => emulatedPostgres(each.environment)))],
          providers: true,
        },
      });
      await withGitTags(released, { variables: toolchain.environment, progress }, async () => {
        process.exitCode = await runCdktf(cdktfArguments(args, toolchain), {
          terraform: toolchain.terraform.path,
          env: {
            ...toolchain.environment,
            ...(environment && emulatorVariables(environment)),
          },
          cwd: root,
          progress,
        });
        return process.exitCode === 0;
      });
    });
}
