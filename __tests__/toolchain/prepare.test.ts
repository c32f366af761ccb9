import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { variables } from "../../toolchain/prepare";
import { cliConfig } from "../../toolchain/providers/cli-config";

const terraform = { path: "/bin/tofu", version: "1.11.4", flavour: "opentofu" } as const;
const docker = { version: "20.10.24", host: "unix:///var/run/docker.sock", started: false };

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "slipway-prepare-"));
});
afterEach(() => rmSync(home, { recursive: true }));

test("closed network: the mirror, no provider lock, the base images as build arguments", async () => {
  const { TF_CLI_CONFIG_FILE: file = "", ...rest } = await variables(
    {
      network: "closed",
      terraform,
      docker,
      providers: { mode: "mirror", folder: "/mirror" },
      baseImages: { NODE_IMAGE: "slipway/node:22" },
    },
    { HOME: home },
  );
  expect(readFileSync(file, "utf8")).toBe(cliConfig("/mirror"));
  expect(rest).toEqual({
    TERRAFORM_BINARY_NAME: "/bin/tofu",
    CHECKPOINT_DISABLE: "1",
    GOGC: "800",
    GOMEMLIMIT: "1GiB",
    SLIPWAY_BUILD_ARGS: '{"NODE_IMAGE":"slipway/node:22"}',
    MINISTACK_IMAGE_PREFIX: "slipway",
    SLIPWAY_SKIP_PROVIDER_LOCK: "1",
  });
});

test("open network: providers that are downloaded already", async () => {
  const { TF_CLI_CONFIG_FILE: file = "", ...rest } = await variables(
    {
      network: "open",
      terraform,
      docker: undefined,
      providers: { mode: "registry", folder: "/plugins" },
      baseImages: {},
    },
    { HOME: home },
  );
  expect(readFileSync(file, "utf8")).toBe(cliConfig(undefined));
  expect(rest).toEqual({
    TERRAFORM_BINARY_NAME: "/bin/tofu",
    CHECKPOINT_DISABLE: "1",
    GOGC: "800",
    GOMEMLIMIT: "1GiB",
    SLIPWAY_BUILD_ARGS: "{}",
    TF_PLUGIN_CACHE_DIR: "/plugins",
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  });
});

test("the user's own settings are kept, and an engine elsewhere is named", async () => {
  await expect(
    variables(
      {
        network: "open",
        terraform,
        docker: { ...docker, host: "unix:///run/user/1000/docker.sock" },
        providers: { mode: "registry" },
        baseImages: {},
      },
      { HOME: home, GOGC: "100", GOMEMLIMIT: "2GiB" },
    ),
  ).resolves.toMatchObject({
    GOGC: "100",
    GOMEMLIMIT: "2GiB",
    DOCKER_HOST: "unix:///run/user/1000/docker.sock",
  });
});
