import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { cached, cacheFolder, type CacheEntry } from "../cache";
import { findGo, GO_ENVIRONMENT, type Go } from "../go";
import { contentKey, filesKey } from "../keys";
import type { Progress } from "../progress";
import { run } from "../run";
import { readAwsIndex, type AwsIndex } from "./aws-index";
import { servicesFor, usedAwsTypes } from "./aws-services";
import { copyAwsSource } from "./aws-source";
import { BUILD_FLAGS, goBuild, moduleSource } from "./go-build";
import { AWS_PROVIDER, DOCKER_PROVIDER, type ProviderPin } from "./pins";

/** Raised by hand when this folder's code would build something else from the same pins. */
const RECIPE = 1;
const INDEX_FILE = "index.json";

export interface BuiltProvider {
  readonly pin: ProviderPin;
  readonly key: string;
  readonly entry: CacheEntry;
}

/** Everything that a build depends on besides the pins: the binary of another Go or platform is another binary. */
function buildKey(pin: ProviderPin, go: Go, services: readonly string[]): string {
  return contentKey({
    recipe: RECIPE,
    pins: filesKey(pin.pins, ["go.mod", "go.sum"]),
    go: go.version,
    platform: `${go.os}_${go.arch}`,
    flags: BUILD_FLAGS,
    services,
  });
}

export async function ensureDockerProvider(progress: Progress): Promise<BuiltProvider> {
  const pin = DOCKER_PROVIDER;
  const go = await findGo(pin.pins);
  const key = buildKey(pin, go, []);
  const entry = await build(
    pin,
    key,
    progress,
    `building version ${pin.version} from its Go module`,
    (folder, update) =>
      goBuild(
        {
          go,
          module: pin.pins,
          mainPackage: pin.mainPackage,
          output: path.join(folder, pin.binary),
          doing: "building the docker provider",
        },
        update,
      ),
  );
  return { pin, key, entry };
}

/** What the AWS provider of this project is made of. */
export interface AwsServices {
  /** Service packages that are built in, sorted. */
  readonly services: readonly string[];
  /** Terraform type -> the service packages that define it. */
  readonly types: AwsIndex["types"];
}

/** Read from the provider's source the first time, from the cache afterwards; builds nothing. */
export async function awsServices(root: string, progress: Progress): Promise<AwsServices> {
  const index = await ensureAwsIndex(await findGo(AWS_PROVIDER.pins), progress);
  return { services: servicesFor(index, usedAwsTypes(root)), types: index.types };
}

/** The provider with only those service packages that the project's constructs and stacks use. */
export async function ensureAwsProvider(root: string, progress: Progress): Promise<BuiltProvider> {
  const pin = AWS_PROVIDER;
  const go = await findGo(pin.pins);
  const { services } = await awsServices(root, progress);
  const key = buildKey(pin, go, services);
  const doing = `building version ${pin.version} with ${services.length} services from its Go module`;
  const entry = await build(pin, key, progress, doing, async (folder, update) => {
    const module = path.join(folder, "module");
    const output = path.join(folder, pin.binary);
    update("copying the source");
    await copyTrimmed(go, pin, services, module);
    await goBuild(
      { go, module, mainPackage: pin.mainPackage, output, doing: "building the AWS provider" },
      update,
    );
    await rm(module, { recursive: true });
    await writeFile(path.join(folder, "services.json"), `${JSON.stringify(services, undefined, 2)}\n`);
  });
  return { pin, key, entry };
}

/** Whether both binaries are in the cache; builds nothing and fetches nothing. */
export async function areProvidersBuilt(root: string): Promise<boolean> {
  const go = await findGo(AWS_PROVIDER.pins);
  const index = path.join(cacheFolder("provider-aws", indexKey()), INDEX_FILE);
  if (!existsSync(index)) return false;
  const services = servicesFor(JSON.parse(await readFile(index, "utf8")) as AwsIndex, usedAwsTypes(root));
  return [
    cacheFolder("provider-aws", buildKey(AWS_PROVIDER, go, services)),
    cacheFolder("provider-docker", buildKey(DOCKER_PROVIDER, go, [])),
  ].every((folder) => existsSync(folder));
}

const indexKey = (): string =>
  contentKey({ recipe: RECIPE, pins: filesKey(AWS_PROVIDER.pins, ["go.mod", "go.sum"]) });

/** Read from the provider's source once for each pin, so that later runs need neither the source nor the network. */
async function ensureAwsIndex(go: Go, progress: Progress): Promise<AwsIndex> {
  const pin = AWS_PROVIDER;
  const { folder } = await build(
    pin,
    indexKey(),
    progress,
    "reading which services there are",
    async (target, update) => {
      update("fetching the source");
      const source = await moduleSource(go, pin.pins, pin.mainPackage, "fetching the AWS provider's source");
      await writeFile(path.join(target, INDEX_FILE), JSON.stringify(readAwsIndex(source)));
    },
  );
  return JSON.parse(await readFile(path.join(folder, INDEX_FILE), "utf8")) as AwsIndex;
}

async function copyTrimmed(
  go: Go,
  pin: ProviderPin,
  services: readonly string[],
  module: string,
): Promise<void> {
  const source = await moduleSource(go, pin.pins, pin.mainPackage, "fetching the AWS provider's source");
  await mkdir(module);
  for (const file of ["go.mod", "go.sum"]) await copyFile(path.join(pin.pins, file), path.join(module, file));
  await copyAwsSource(source, path.join(module, "provider"), services);
  await run(go.path, ["mod", "edit", "-replace", `${pin.mainPackage}=./provider`], {
    doing: "building the AWS provider",
    cwd: module,
    env: GO_ENVIRONMENT,
  });
}

async function build(
  pin: ProviderPin,
  key: string,
  progress: Progress,
  message: string,
  work: (folder: string, update: (detail: string) => void) => Promise<void>,
): Promise<CacheEntry> {
  const subject = `${pin.name} provider`;
  return cached(
    `provider-${pin.name}`,
    key,
    (folder) => progress.during(subject, message, (update) => work(folder, update)),
    () => progress.say(subject, "waiting for another run that builds it"),
  );
}
