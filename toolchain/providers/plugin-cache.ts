import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import path from "node:path";
import { cached, withLock } from "../cache";
import { contentKey } from "../keys";
import type { Progress } from "../progress";
import { run } from "../run";
import type { Terraform } from "../terraform";
import { ensureCliConfig } from "./cli-config";
import { AWS_PROVIDER, DOCKER_PROVIDER, REGISTRY_HOSTS } from "./pins";

const PINS = [DOCKER_PROVIDER, AWS_PROVIDER];

/**
 * Terraform's plugin cache with both providers in it: the user's own (`TF_PLUGIN_CACHE_DIR`), else ours.
 *
 * It is filled here, by one process at a time, as stacks and tests are initialised side by side and Terraform does not
 * lock its cache: https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 */
export async function ensurePluginCache(
  terraform: Terraform,
  progress: Progress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const versions = PINS.map(({ name, version }) => `${name} ${version}`).join(" and ");
  const fill = (folder: string) =>
    progress.during("providers", `terraform init downloads ${versions}`, () =>
      download(terraform, folder, env),
    );
  const own = env.TF_PLUGIN_CACHE_DIR;
  if (own !== undefined && own !== "") {
    await mkdir(own, { recursive: true });
    await withLock("plugin-cache-own", async () => {
      if (!isFilled(terraform, own)) await fill(own);
    });
    progress.say("providers", `${versions}, in ${own}`);
    return own;
  }
  const key = contentKey([platform(), arch(), REGISTRY_HOSTS[terraform.flavour], versions]);
  const { folder } = await cached("plugin-cache", key, fill);
  progress.say("providers", `${versions}, in ${folder}`);
  return folder;
}

const isFilled = ({ flavour }: Terraform, folder: string): boolean =>
  PINS.every(({ source, version }) =>
    existsSync(path.join(folder, REGISTRY_HOSTS[flavour], source, version)),
  );

async function download(terraform: Terraform, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const project = await mkdtemp(path.join(tmpdir(), "slipway-providers-"));
  const required = PINS.map(({ name, source, version }) => [name, { source, version: `= ${version}` }]);
  const configuration = { terraform: { required_providers: Object.fromEntries(required) as unknown } };
  try {
    await writeFile(path.join(project, "main.tf.json"), JSON.stringify(configuration));
    await run(terraform.path, ["init", "-backend=false", "-input=false", "-no-color"], {
      doing: "downloading the providers",
      cwd: project,
      env: {
        TF_CLI_CONFIG_FILE: await ensureCliConfig(undefined, env),
        TF_PLUGIN_CACHE_DIR: folder,
        CHECKPOINT_DISABLE: "1",
      },
    });
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
