import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulatorVariables } from "../../../cli/emulator-variables";
import type { Emulator } from "../../../emulator/find";
import { startEmulator } from "../../../emulator/start";
import { resolveEnvironment } from "../../../environments";
import { detectNetwork } from "../../../toolchain/network";
import { silentProgress } from "../../../toolchain/progress";
import { awsServices, type AwsServices } from "../../../toolchain/providers/build";
import { AWS_PROVIDER } from "../../../toolchain/providers/pins";
import { appliedTypes } from "../../coverage/applied";
import { ForwardProxy } from "../../support/forward-proxy";
import { root } from "../../support/synth-environment";
import { Terraform } from "../../support/terraform";
import { BY_HAND } from "./by-hand";

/**
 * On a closed network the AWS provider is built with the few service packages that our resources need. One that were
 * missing would be found by nobody before an apply, so each of them is applied somewhere.
 */
const local = resolveEnvironment("local", root);

let folder: string;
let emulator: Emulator;
let proxy: ForwardProxy;
/** Absent on an open network, where the provider is the published one, with every service. */
let built: AwsServices | undefined;

beforeAll(async () => {
  if ((await detectNetwork()) === "closed") built = await awsServices(root, silentProgress);
  folder = mkdtempSync(join(tmpdir(), "slipway-services-"));
  emulator = await startEmulator({ image: process.env.SLIPWAY_TEST_EMULATOR ?? "" });
  proxy = await ForwardProxy.start(emulator.port);
});

afterAll(async () => {
  await proxy.stop();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Terraform in a folder of its own with these blocks and a provider whose every call stays on this machine. */
function project(name: string, blocks: object): Terraform {
  const path = join(folder, name);
  mkdirSync(path);
  const services = [...Object.keys(BY_HAND).filter((service) => service !== "meta"), "ec2", "iam", "s3"];
  const provider = {
    region: local.region,
    allowed_account_ids: [local.account],
    endpoints: [Object.fromEntries(services.map((service) => [service, emulator.endpoint]))],
    http_proxy: proxy.address,
    // A service that is not there will not be there the next time.
    max_retries: 1,
    https_proxy: "",
    s3_use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
  };
  const configuration = {
    terraform: { required_providers: { aws: { source: AWS_PROVIDER.source } } },
    provider: { aws: [provider] },
    ...blocks,
  };
  writeFileSync(join(path, "main.tf.json"), JSON.stringify(configuration, undefined, 2));
  return new Terraform(path, emulatorVariables(local));
}

const merged = (kind: "resource" | "data") =>
  Object.assign({}, ...Object.values(BY_HAND).map((proof) => proof[kind] ?? {})) as Record<string, unknown>;

const typesByHand = Object.entries(BY_HAND).map(([service, { resource = {}, data = {} }]) => ({
  service,
  resources: Object.keys(resource),
  data: Object.keys(data),
}));

test("every service in the provider has a resource in the suite, or is proved by hand", () => {
  const applied = appliedTypes();
  const types = built?.types ?? {};
  const covered = new Set(applied.flatMap((type) => types[type] ?? []));
  const missing = (built?.services ?? Object.keys(BY_HAND)).filter((service) => !covered.has(service));
  expect(missing).toEqual(Object.keys(BY_HAND).sort());
});

test("what is applied by hand belongs to its service, and a data source stands in only where there is a reason", () => {
  for (const { service, resources, data } of typesByHand) {
    const because = BY_HAND[service]?.because;
    expect([service, resources.length > 0]).toEqual([service, because === undefined]);
    const own = (type: string) => built?.types[type]?.includes(service) ?? true;
    expect([service, data.every(own), resources.length === 0 || resources.some(own)]).toEqual([
      service,
      true,
      true,
    ]);
  }
});

test("they apply with this machine's provider, plan no change afterwards and are destroyed", async () => {
  const terraform = project("by-hand", { resource: merged("resource"), data: merged("data") });
  const count = typesByHand.flatMap(({ resources }) => resources).length;
  expect(await terraform.applied()).toContain(`${count} added`);
  const state = await terraform.succeed("state", "list");
  for (const type of typesByHand.flatMap(({ data }) => data)) expect(state).toContain(`data.${type}.`);
  expect(await terraform.changes()).toBe("");
  await terraform.succeed("destroy", "-auto-approve", "-input=false");
});

test("a service without a resource by hand has none, or the emulator refuses it", async () => {
  for (const [service, { because }] of Object.entries(BY_HAND)) {
    if (because?.kind === "refused") {
      const terraform = project(`refused-${service}`, { resource: because.resource });
      await terraform.succeed("init", "-input=false");
      const { code, output } = await terraform.run("apply", "-auto-approve", "-input=false");
      expect([service, code]).toEqual([service, 1]);
      expect(output).toContain(because.words);
    } else if (because?.kind === "none") {
      const own = (await resourceTypes()).filter((type) => built?.types[type]?.includes(service));
      expect([service, own]).toEqual([service, []]);
    }
  }
});

/** Resource types of this machine's provider. */
async function resourceTypes(): Promise<string[]> {
  const terraform = new Terraform(join(folder, "by-hand"), emulatorVariables(local));
  const schemas = JSON.parse(await terraform.succeed("providers", "schema", "-json")) as {
    provider_schemas: Record<string, { resource_schemas: object }>;
  };
  return Object.values(schemas.provider_schemas).flatMap((schema) => Object.keys(schema.resource_schemas));
}
