import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findTerraform, GET_TERRAFORM, parseVersion } from "../../toolchain/terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "slipway-terraform-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that answers `version` with this text. */
function program(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "${text}"\n`);
  chmodSync(file, 0o755);
  return file;
}

const refusal = (text: string): string => `this machine is not ready:\n  - ${text}; ${GET_TERRAFORM}`;
const FLOOR =
  "Terraform or OpenTofu 1.11 or newer, because stacks that build images have ephemeral resources and the state is locked by a file in its bucket";

test.each([
  ["Terraform v1.11.0\non linux_amd64", { version: "1.11.0", flavour: "terraform" }],
  ["OpenTofu v1.11.4-dev\non linux_amd64", { version: "1.11.4-dev", flavour: "opentofu" }],
  ["\nWarning: something\n\nTerraform v1.14.0-rc1", { version: "1.14.0-rc1", flavour: "terraform" }],
])("reads %j", (output, found) => {
  expect(parseVersion("/bin/x", output)).toEqual({ path: "/bin/x", ...found });
});

test("another program is refused", () => {
  expect(() => parseVersion("/bin/x", "x 1.0\n")).toThrow(
    refusal('/bin/x must be Terraform or OpenTofu, got a program whose version is "x 1.0"'),
  );
});

describe("the floor of 1.11", () => {
  test.each([
    ["terraform", "Terraform v1.11.0"],
    ["tofu", "OpenTofu v1.11.0"],
  ])("accepts a %s that is %s", async (name, version) => {
    const file = program(name, version);
    await expect(findTerraform({ PATH: folder })).resolves.toMatchObject({ path: file });
  });

  test.each([
    ["terraform", "Terraform v1.10.5"],
    ["tofu", "OpenTofu v1.10.10"],
  ])("refuses a %s that is %s, with the reason", async (name, version) => {
    const file = program(name, version);
    await expect(findTerraform({ PATH: folder })).rejects.toThrow(
      refusal(`PATH must contain ${FLOOR}, got ${version.replace(" v", " ")} (${file})`),
    );
  });
});

test("a Terraform that is too old does not hide an OpenTofu that is new enough", async () => {
  program("terraform", "Terraform v1.5.7");
  const tofu = program("tofu", "OpenTofu v1.11.4");
  await expect(findTerraform({ PATH: folder })).resolves.toEqual({
    path: tofu,
    version: "1.11.4",
    flavour: "opentofu",
  });
});

test("the refusal lists every program that is too old", async () => {
  const terraform = program("terraform", "Terraform v1.10.5");
  const tofu = program("tofu", "OpenTofu v1.10.6");
  await expect(findTerraform({ PATH: folder })).rejects.toThrow(
    refusal(`PATH must contain ${FLOOR}, got Terraform 1.10.5 (${terraform}) and OpenTofu 1.10.6 (${tofu})`),
  );
});

test("none at all: the message says how to get it on both networks", async () => {
  await expect(findTerraform({ PATH: folder })).rejects.toThrow(
    refusal(`PATH must contain ${FLOOR}, got nothing`),
  );
  expect(GET_TERRAFORM).toBe(
    "on an open network install it from https://developer.hashicorp.com/terraform/install; where only package registries answer build OpenTofu with: " +
      `MODULE="$(go mod download -json github.com/opentofu/opentofu@v1.12.6 | sed -n 's/.*"Dir": "\\(.*\\)".*/\\1/p')"` +
      ` && CGO_ENABLED=0 go -C "$MODULE" build -trimpath -ldflags="-X github.com/opentofu/opentofu/version.dev=no" -o "$HOME/.local/bin/tofu" ./cmd/tofu` +
      ` && export PATH="$HOME/.local/bin:$PATH"`,
  );
});

test("TERRAFORM_BINARY_NAME is the only one that is looked for", async () => {
  program("terraform", "Terraform v1.11.4");
  await expect(findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME: "tf" })).rejects.toThrow(
    refusal(`TERRAFORM_BINARY_NAME="tf" must name ${FLOOR}, got nothing`),
  );
  const named = program("tf", "Terraform v1.12.0");
  await expect(findTerraform({ PATH: "", TERRAFORM_BINARY_NAME: named })).resolves.toMatchObject({
    path: named,
  });
});
