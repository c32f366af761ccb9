import { type Command, InvalidArgumentError } from "commander";
import { resolveEnvironment } from "../../environments";
import { requireEmulator } from "../require-emulator";
import { root } from "../root";
import { builtService } from "./built-service";
import { imageTable, pushedImages } from "./images";
import { pushCommands } from "./push-commands";

export function registerRegistry(program: Command): void {
  const registry = program.command("registry").description("the container registry of an environment");

  registry
    .command("commands")
    .description("print the commands that build a service's image and push it by hand; runs none of them")
    .argument("<environment>", "environment, for example dev")
    .argument("<service>", "service, for example backend")
    .option("--tag <tag>", "tag of the image (default: the current git commit)", imageTag)
    .option("--json", "as JSON")
    .action((name: string, service: string, { tag, json = false }: { tag?: string; json?: boolean }) => {
      const environment = resolveEnvironment(name, root);
      const built = builtService(environment, service);
      const commands = pushCommands(environment, built, tag);
      console.log(
        json
          ? JSON.stringify(
              { environment: name, service, repository: built.repositoryName, commands },
              null,
              2,
            )
          : commands.map(({ step, command }) => `# ${step}\n${command}`).join("\n"),
      );
    });

  registry
    .command("images")
    .description("list the images of a service: push time, tags, size and digest, newest first")
    .argument("<environment>", "environment, for example dev")
    .argument("<service>", "service, for example backend")
    .option("--json", "as JSON")
    .action(async (name: string, service: string, { json = false }: { json?: boolean }) => {
      const environment = resolveEnvironment(name, root);
      const { repositoryName } = builtService(environment, service);
      await requireEmulator(environment);
      const images = await pushedImages(environment, repositoryName);
      const listed = { environment: name, service, repository: repositoryName, images };
      console.log(json ? JSON.stringify(listed, null, 2) : imageTable(images));
    });
}

function imageTag(text: string): string {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text) || text === "latest") {
    throw new InvalidArgumentError(
      `It must have 1 to 128 letters, digits, "_", "." or "-" and not be "latest", got "${text}".`,
    );
  }
  return text;
}
