import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cliConfig, ensureCliConfig } from "../../../toolchain/providers/cli-config";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "slipway-cli-config-"));
});
afterEach(() => rmSync(home, { recursive: true }));

test("without a mirror only the version check is off", () => {
  expect(cliConfig(undefined)).toBe("disable_checkpoint = true\n");
});

test("with a mirror nothing is downloaded", () => {
  expect(cliConfig('/a "b"/${c}')).toBe(
    [
      "disable_checkpoint = true",
      "provider_installation {",
      "  filesystem_mirror {",
      '    path = "/a \\"b\\"/${c}"',
      "  }",
      "}",
      "",
    ].join("\n"),
  );
});

test("the file is named by its content, so two runs with different mirrors do not meet", async () => {
  const env = { HOME: home };
  const one = await ensureCliConfig("/one", env);
  const two = await ensureCliConfig("/two", env);
  expect(await ensureCliConfig("/one", env)).toBe(one);
  expect(two).not.toBe(one);
  expect(readFileSync(one, "utf8")).toBe(cliConfig("/one"));
  expect(path.dirname(one)).toBe(path.join(home, ".cache/slipway/cli-config"));
});

test("the user's own file stays in force where there is no mirror", async () => {
  const own = path.join(home, ".terraformrc");
  writeFileSync(own, "");
  expect(await ensureCliConfig(undefined, { HOME: home })).toBe(own);
  expect(await ensureCliConfig("/mirror", { HOME: home })).not.toBe(own);
});

test("a TF_CLI_CONFIG_FILE that is not there is replaced", async () => {
  const env = { HOME: home, TF_CLI_CONFIG_FILE: path.join(home, "missing") };
  expect(readFileSync(await ensureCliConfig(undefined, env), "utf8")).toBe(cliConfig(undefined));
});
