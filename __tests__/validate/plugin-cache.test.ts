import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Progress } from "../../toolchain/progress";
import { AWS_PROVIDER, DOCKER_PROVIDER } from "../../toolchain/providers/pins";
import { ensurePluginCache } from "../../toolchain/providers/plugin-cache";
import { run } from "../../toolchain/run";
import { findTerraform } from "../../toolchain/terraform";

const PINS = [DOCKER_PROVIDER, AWS_PROVIDER];
const { SLIPWAY_CACHE } = process.env;

let folder: string;
let downloads: string[];
const progress: Progress = {
  say: () => undefined,
  during: (subject, message, work) => {
    downloads.push(`${subject}: ${message}`);
    return work(() => undefined);
  },
};
/** Where Terraform takes providers from is this machine's; what it has in its own plugin cache does not count. */
const env = (own?: string) => ({
  TF_CLI_CONFIG_FILE: process.env.TF_CLI_CONFIG_FILE,
  ...(own !== undefined && { TF_PLUGIN_CACHE_DIR: own }),
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-plugins-"));
  process.env.SLIPWAY_CACHE = join(folder, "cache");
  downloads = [];
});
afterEach(() => {
  if (SLIPWAY_CACHE === undefined) delete process.env.SLIPWAY_CACHE;
  else process.env.SLIPWAY_CACHE = SLIPWAY_CACHE;
  rmSync(folder, { recursive: true, force: true });
});

const DOWNLOAD = "providers: terraform init downloads docker 4.6.0 and aws 6.34.0";

test("two commands at once download the providers once, and stacks beside each other take them from there", async () => {
  const terraform = await findTerraform();
  const ensured = () => ensurePluginCache(terraform, progress, env());
  const [cache, same] = await Promise.all([ensured(), ensured()]);
  expect([same, await ensured()]).toEqual([cache, cache]);
  expect(downloads).toEqual([DOWNLOAD]);
  const before = readdirSync(cache, { recursive: true });

  const stacks = await Promise.all(
    ["foundation", "services"].map(async (name) => {
      const cwd = join(folder, name);
      mkdirSync(cwd);
      const required = PINS.map((pin) => [pin.name, { source: pin.source, version: pin.version }]);
      const configuration = { terraform: { required_providers: Object.fromEntries(required) as unknown } };
      writeFileSync(join(cwd, "main.tf.json"), JSON.stringify(configuration));
      await run(terraform.path, ["init", "-input=false", "-no-color"], {
        doing: `init of ${name}`,
        cwd,
        env: { TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" },
      });
      return cwd;
    }),
  );
  expect(readdirSync(cache, { recursive: true })).toEqual(before);
  for (const { source, version } of PINS) {
    const packages = readdirSync(cache).map((host) => join(cache, host, source, version));
    expect(packages).toHaveLength(1);
    for (const stack of stacks) {
      const [host = ""] = readdirSync(join(stack, ".terraform/providers"));
      const [platform = ""] = readdirSync(packages[0] ?? "");
      const used = join(stack, ".terraform/providers", host, source, version, platform);
      expect(realpathSync(used)).toBe(realpathSync(join(packages[0] ?? "", platform)));
    }
  }
});

test("the user's own plugin cache is filled, and used as it is the next time", async () => {
  const terraform = await findTerraform();
  const own = join(folder, "own");
  const ensured = () => ensurePluginCache(terraform, progress, env(own));
  expect([await ensured(), await ensured()]).toEqual([own, own]);
  expect(downloads).toEqual([DOWNLOAD]);
});

test("a download that fails leaves nothing that counts", async () => {
  const terraform = { path: "/bin/false", version: "1.11.4", flavour: "terraform" } as const;
  await expect(ensurePluginCache(terraform, progress, env())).rejects.toThrow("downloading the providers");
  expect(readdirSync(join(folder, "cache/plugin-cache"))).toEqual([]);
});
