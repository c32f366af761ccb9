import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { prepare } from "../../toolchain/prepare";
import { silentProgress } from "../../toolchain/progress";
import { usedAwsTypes } from "../../toolchain/providers/aws-services";
import { AWS_PROVIDER, DOCKER_PROVIDER } from "../../toolchain/providers/pins";
import { run } from "../../toolchain/run";

const ROOT = path.resolve(__dirname, "../..");

interface Schemas {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas?: object; readonly data_source_schemas?: object }>
  >;
}

test("the providers of this machine have every type that constructs and stacks use", async () => {
  const { environment, terraform } = await prepare({
    root: ROOT,
    install: false,
    progress: silentProgress,
    needs: { docker: false, emulator: false, providers: true },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "slipway-schema-"));
  try {
    const required = { aws: { source: AWS_PROVIDER.source }, docker: { source: DOCKER_PROVIDER.source } };
    writeFileSync(
      path.join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );
    const options = { cwd: folder, env: environment, doing: "reading the providers' schemas" };
    await run(terraform.path, ["init", "-input=false"], options);
    const { stdout } = await run(terraform.path, ["providers", "schema", "-json"], options);
    const known = Object.values((JSON.parse(stdout) as Schemas).provider_schemas).flatMap((schema) => [
      ...Object.keys(schema.resource_schemas ?? {}),
      ...Object.keys(schema.data_source_schemas ?? {}),
    ]);
    expect(known).toEqual(
      expect.arrayContaining([...usedAwsTypes(ROOT), "docker_image", "docker_registry_image"]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 1_200_000);
