import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fillMirror } from "../../../toolchain/providers/mirror";
import { AWS_PROVIDER, DOCKER_PROVIDER } from "../../../toolchain/providers/pins";

test("both tools find both providers where they look for them", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "slipway-mirror-"));
  const built = [DOCKER_PROVIDER, AWS_PROVIDER].map((pin) => {
    const from = path.join(folder, pin.name);
    mkdirSync(from);
    writeFileSync(path.join(from, pin.binary), pin.name);
    return { pin, key: "k", entry: { folder: from, fresh: true } };
  });
  const mirror = path.join(folder, "mirror");
  await fillMirror(mirror, "linux_arm64", built);
  const files = readdirSync(mirror, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(mirror, path.join(entry.parentPath, entry.name)))
    .sort();
  expect(files).toEqual(
    ["registry.opentofu.org", "registry.terraform.io"].flatMap((host) => [
      `${host}/hashicorp/aws/6.34.0/linux_arm64/terraform-provider-aws_v6.34.0_x5`,
      `${host}/kreuzwerker/docker/4.6.0/linux_arm64/terraform-provider-docker_v4.6.0`,
    ]),
  );
  expect(readFileSync(path.join(mirror, files[0] ?? ""), "utf8")).toBe("aws");
  rmSync(folder, { recursive: true });
});

test.each([AWS_PROVIDER, DOCKER_PROVIDER])(
  "$name: go.sum holds the sum of what stands behind the main package",
  (pin) => {
    const mod = readFileSync(path.join(pin.pins, "go.mod"), "utf8");
    const [, module = "", version = ""] = /^replace \S+ => (\S+) (\S+)$/m.exec(mod) ?? [];
    expect(mod).toContain(`replace ${pin.mainPackage} => ${module} ${version}`);
    expect(readFileSync(path.join(pin.pins, "go.sum"), "utf8")).toMatch(
      new RegExp(`^${module} ${version.replaceAll(".", "\\.")} h1:\\S+=$`, "m"),
    );
  },
);
