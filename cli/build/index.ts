import type { Command } from "commander";
import { evaluatedText } from "../../environments/evaluated-text";
import { resolveEnvironment } from "../../environments";
import { changeTexts } from "../../environments/texts";
import { duration, terminalProgress } from "../../toolchain/progress";
import { mebibytes } from "../registry/images";
import { root } from "../root";
import { build, type BuiltImage, type PlannedImage } from "./build";
import { builtRepository } from "./built-repository";

interface Options {
  readonly dryRun?: boolean;
  readonly allowDirty?: boolean;
  readonly install: boolean;
  readonly json?: boolean;
}

export function registerBuild(program: Command): void {
  program
    .command("build")
    .description("build, tag and push the image of one service as a deployment would; can be run again")
    .argument("<environment>", "environment, for example dev")
    .argument("<service>", "service, for example backend; or one of its containers: backend/proxy")
    .option("--dry-run", "print what would be built, and ask neither Docker nor AWS")
    .option("--allow-dirty", "also for a protected environment when no git commit holds the sources")
    .option("--no-install", "do not install a Docker engine; say what is missing instead")
    .option("--json", "as JSON")
    .action(async (name: string, service: string, options: Options) => {
      const { dryRun = false, allowDirty = false, install, json = false } = options;
      const start = Date.now();
      const environment = resolveEnvironment(name, root);
      const repositoryName = builtRepository(environment, service);
      const progress = terminalProgress();
      const result = await build(environment, repositoryName, { dryRun, allowDirty, install, progress });
      const milliseconds = Date.now() - start;
      console.log(
        json
          ? JSON.stringify({ environment: name, service, ...asJson(result, milliseconds) }, null, 2)
          : asText(result, milliseconds),
      );
    });
}

const wasBuilt = (result: PlannedImage | BuiltImage): result is BuiltImage => "outcome" in result;

function asJson(result: PlannedImage | BuiltImage, milliseconds: number): object {
  const { repository, tags } = result;
  if (!wasBuilt(result)) return { dryRun: true, repository, tags, build: inputs(result) };
  const { outcome, added, digest, sizeBytes } = result;
  return {
    outcome,
    repository,
    tags,
    added,
    digest,
    sizeBytes,
    seconds: Math.round(milliseconds / 100) / 10,
  };
}

function asText(result: PlannedImage | BuiltImage, milliseconds: number): string {
  const { repository, tags } = result;
  if (!wasBuilt(result)) {
    const { context, dockerfile, target, platform, args } = inputs(result);
    return lines(
      "Nothing was done. What would be built and pushed, unless the repository has its first tag:",
      {
        repository,
        tags: tags.join(", "),
        context,
        dockerfile,
        ...(target !== undefined && { target }),
        platform,
        args: Object.entries(args)
          .map(([key, value]) => `${key}=${value}`)
          .join(", "),
      },
    );
  }
  const { outcome, added, digest, sizeBytes } = result;
  const head = outcome === "built" ? "Built and pushed:" : alreadyThere(added);
  const size = mebibytes(sizeBytes);
  return lines(head, { repository, tags: tags.join(", "), digest, size, time: duration(milliseconds) });
}

const alreadyThere = (added: readonly string[]): string =>
  `The repository has this content already: nothing was built or pushed${added.length === 0 ? "" : `, and ${added.join(", ")} added`}.`;

const lines = (head: string, facts: Readonly<Record<string, string>>): string =>
  [
    head,
    ...Object.entries(facts)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `  ${name.padEnd(12)}${value}`),
  ].join("\n");

/** As the Docker engine gets them. */
function inputs({ image, context }: PlannedImage) {
  const {
    dockerfile,
    target,
    platform,
    build_args: args = {},
  } = changeTexts(image.build, { text: evaluatedText });
  return { context, dockerfile, ...(target !== undefined && { target }), platform, args };
}
