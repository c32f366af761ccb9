import { ensureDockerEngine, type DockerEngine } from "./docker-engine";
import {
  baseImageNames,
  databaseVariables,
  ensureBaseImages,
  ensureEmulatorImage,
  ensurePostgresImages,
  type EmulatorKind,
  type ImageOptions,
} from "./images";
import { DEFAULT_HOST } from "./docker-machine";
import { findGo } from "./go";
import { detectNetwork, type Network } from "./network";
import { describeNode } from "./node/describe-node";
import type { Progress } from "./progress";
import { ensureCliConfig } from "./providers/cli-config";
import { ensureProviderMirror } from "./providers/mirror";
import { AWS_PROVIDER } from "./providers/pins";
import { ensurePluginCache } from "./providers/plugin-cache";
import { findTerraform, type Terraform } from "./terraform";

export interface Needs {
  /** A Docker engine, and the base images that builds start from. */
  readonly docker: boolean;
  /** The emulator's image; `true` is MiniStack. */
  readonly emulator: boolean | EmulatorKind;
  /** Major versions of PostgreSQL that MiniStack runs databases with. @default none */
  readonly databases?: readonly string[];
  /** Terraform and its providers. */
  readonly providers: boolean;
}

export interface PrepareOptions {
  /** The project's folder. */
  readonly root: string;
  /** Whether a Docker engine may be installed and started. */
  readonly install: boolean;
  readonly progress: Progress;
  readonly needs: Needs;
}

export interface Providers {
  readonly mode: "registry" | "mirror";
  /** `registry`: Terraform's plugin cache; `mirror`: where they were built. Absent where nobody needs them. */
  readonly folder?: string;
}

/** Everything that the commands need from this machine. */
export interface Toolchain {
  readonly network: Network;
  readonly terraform: Terraform;
  readonly docker?: DockerEngine;
  readonly providers: Providers;
  /** Build argument of our Dockerfiles -> image; empty where their public defaults can be pulled. */
  readonly baseImages: Readonly<Record<string, string>>;
  readonly emulatorImage?: string;
  /** Variables for every child process. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Finds or provides what is needed; says one line about each, and may be interrupted and run again at any time. */
export async function prepare({ root, install, progress, needs }: PrepareOptions): Promise<Toolchain> {
  progress.say("node", await describeNode());
  const terraform = await findTerraform();
  progress.say("terraform", `${terraform.flavour} ${terraform.version} at ${terraform.path}`);
  const network = await detectNetwork();
  progress.say("network", NETWORK_MEANS[network]);

  // First what may fail at once, then what takes minutes.
  if (needs.providers && network === "closed") {
    const go = await findGo(AWS_PROVIDER.pins);
    progress.say("go", `${go.version} at ${go.path}`);
  }
  const needsDocker = needs.docker || needs.emulator !== false || (needs.databases ?? []).length > 0;
  const docker = needsDocker ? await ensureDockerEngine({ install, progress }) : undefined;
  // The docker provider, testcontainers and our own image builds would not find another socket by themselves.
  if (docker !== undefined && docker.host !== DEFAULT_HOST) process.env.DOCKER_HOST = docker.host;
  const [providers, images] = await bothOf(
    needs.providers ? ensureProviders(root, network, terraform, progress) : { mode: modeFor(network) },
    ensureImages(needs, { network, install, progress }),
  );
  const environment = await variables({
    network,
    terraform,
    docker,
    providers,
    baseImages: images.baseImages,
  });
  return { network, terraform, ...(docker && { docker }), providers, ...images, environment };
}

const NETWORK_MEANS: Readonly<Record<Network, string>> = {
  open: "open: providers and images are downloaded",
  closed: "closed (no Terraform registry or no container registry): providers and images are built here",
};

function modeFor(network: Network): Providers["mode"] {
  return network === "open" ? "registry" : "mirror";
}

async function ensureProviders(
  root: string,
  network: Network,
  terraform: Terraform,
  progress: Progress,
): Promise<Providers> {
  if (network === "closed") return { mode: "mirror", folder: await ensureProviderMirror(root, progress) };
  return { mode: "registry", folder: await ensurePluginCache(terraform, progress) };
}

interface Images {
  readonly baseImages: Readonly<Record<string, string>>;
  readonly emulatorImage?: string;
}

async function ensureImages(needs: Needs, options: ImageOptions): Promise<Images> {
  const baseImages = needs.docker ? await ensureBaseImages(options) : baseImageNames(options.network);
  await ensurePostgresImages(needs.databases ?? [], options);
  if (needs.emulator === false) return { baseImages };
  const kind = needs.emulator === true ? "ministack" : needs.emulator;
  return { baseImages, emulatorImage: await ensureEmulatorImage(kind, options) };
}

/** Waits for both before it fails, so that nothing goes on behind an error message. */
async function bothOf<A, B>(first: A | Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === "rejected") throw a.reason;
  if (b.status === "rejected") throw b.reason;
  return [a.value, b.value];
}

/**
 * Terraform starts the AWS provider three times for one apply, and each start builds all its schemas anew. With Go's
 * default, half of a plan's CPU time is garbage collection: 6.0 s against 3.2 s with a heap that may grow by 800 percent
 * between two collections (the provider then takes 200 MiB, and 100 MiB before). The limit is a soft one, for the
 * provider with all services of AWS. Source: https://go.dev/doc/gc-guide
 */
const GARBAGE_COLLECTION = { growth: "800", limit: "1GiB" } as const;

/** @internal what every child process gets */
export async function variables(
  found: Pick<Toolchain, "network" | "terraform" | "docker" | "providers" | "baseImages">,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Record<string, string>> {
  const { network, terraform, docker, providers, baseImages } = found;
  const common = {
    TF_CLI_CONFIG_FILE: await ensureCliConfig(
      providers.mode === "mirror" ? providers.folder : undefined,
      env,
    ),
    TERRAFORM_BINARY_NAME: terraform.path,
    CHECKPOINT_DISABLE: "1",
    GOGC: env.GOGC ?? GARBAGE_COLLECTION.growth,
    GOMEMLIMIT: env.GOMEMLIMIT ?? GARBAGE_COLLECTION.limit,
    SLIPWAY_BUILD_ARGS: JSON.stringify(baseImages),
    ...databaseVariables(network, env),
    ...(docker !== undefined && docker.host !== DEFAULT_HOST && { DOCKER_HOST: docker.host }),
  };
  if (network === "closed") return { ...common, SLIPWAY_SKIP_PROVIDER_LOCK: "1" };
  if (providers.folder === undefined) return common;
  return {
    ...common,
    TF_PLUGIN_CACHE_DIR: providers.folder,
    // What is synthesised has no lock file, without which Terraform would download again what its cache has.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
}
