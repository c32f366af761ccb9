import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { cacheDirectory } from "../cache";
import { contentKey } from "../keys";

/** Terraform's CLI configuration: nothing is downloaded when there is a mirror, and nobody is told which version runs. */
export function cliConfig(mirror: string | undefined): string {
  const lines = ["disable_checkpoint = true"];
  if (mirror !== undefined) {
    lines.push(
      "provider_installation {",
      "  filesystem_mirror {",
      `    path = ${JSON.stringify(mirror)}`,
      "  }",
      "}",
    );
  }
  return `${lines.join("\n")}\n`;
}

/**
 * The CLI configuration file for our child processes.
 *
 * With a mirror always our own. Without one the user's own file stays in force (it may hold
 * credentials), unless `TF_CLI_CONFIG_FILE` names a file that is not there, about which Terraform warns on each call.
 */
export async function ensureCliConfig(
  mirror: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const own = env.TF_CLI_CONFIG_FILE ?? path.join(env.HOME ?? homedir(), ".terraformrc");
  if (mirror === undefined && own !== "" && existsSync(own)) return own;
  const content = cliConfig(mirror);
  const folder = path.join(cacheDirectory(env), "cli-config");
  const file = path.join(folder, `${contentKey(content).slice(0, 20)}.tfrc`);
  if (existsSync(file)) return file;
  await mkdir(folder, { recursive: true });
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, content);
  await rename(partial, file);
  return file;
}
