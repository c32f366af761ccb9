import type { ImageInfo } from "dockerode";
import { docker, statusOf } from "../toolchain/images/local-image";
import { emulatorEngine, EMULATOR_PORT, type EmulatorKind } from "./engine";
import { EMULATOR_LABEL, emulatorResource, KIND_LABEL } from "./names";

/** Time that an emulator gets to stop the containers of its tasks, in seconds. */
const GRACE_SECONDS = 10;

export interface RemoveOptions {
  /** Port of the registry whose image names go, when the container is no longer there to tell. @default 4566 */
  readonly port?: number;
  /** Keeps the local names of images that were pushed to the emulator, so that they need not be built again. @default false */
  readonly keepImages?: boolean;
}

/** Leaves no container, network or local image name of an emulator behind; does nothing where there is none. */
export async function removeEmulator(name: string, options: RemoveOptions = {}): Promise<void> {
  const engine = docker();
  const containers = await engine.listContainers({
    all: true,
    filters: { label: [`${EMULATOR_LABEL}=${name}`] },
  });
  const ports = new Set<number>();
  for (const container of containers) {
    await quietly(publishedPorts(container.Id).then((found) => found.forEach((port) => ports.add(port))));
    await quietly(engine.getContainer(container.Id).stop({ t: GRACE_SECONDS }));
  }
  // Tasks go before the emulator's container: were this interrupted, the container would still be found.
  const kinds = containers.map((container) => container.Labels[KIND_LABEL] as EmulatorKind | undefined);
  await removeTasks(name, kinds);
  for (const container of containers)
    await quietly(engine.getContainer(container.Id).remove({ v: true, force: true }));
  await removeNetworks(name);
  if (options.keepImages !== true) {
    if (ports.size === 0) ports.add(options.port ?? EMULATOR_PORT);
    await removeImageNames(ports);
  }
}

async function publishedPorts(id: string): Promise<number[]> {
  const { HostConfig, NetworkSettings } = await docker().getContainer(id).inspect();
  const bindings = [
    ...Object.values((HostConfig.PortBindings ?? {}) as Record<string, { HostPort?: string }[] | null>),
    ...Object.values(NetworkSettings.Ports),
  ];
  return bindings
    .flatMap((targets) => (targets ?? []).map((target) => Number(target.HostPort)))
    .filter((port) => port > 0);
}

/** Containers that the emulator started and did not remove, known by its label or by its network. */
async function removeTasks(name: string, kinds: readonly (EmulatorKind | undefined)[]): Promise<void> {
  const engine = docker();
  const resource = emulatorResource(name);
  const context = { container: resource, network: resource, env: {} };
  const labels = [...new Set([...kinds, "ministack" as const])]
    .map((kind) => (kind === undefined ? undefined : emulatorEngine(kind).taskLabel?.(context)))
    .filter((label) => label !== undefined);
  const filters = [...labels.map((label) => ({ label: [label] })), { network: [resource] }];
  for (const filter of filters) {
    for (const container of await engine.listContainers({ all: true, filters: filter })) {
      if (container.Labels[EMULATOR_LABEL] === name) continue;
      await quietly(engine.getContainer(container.Id).remove({ v: true, force: true }));
    }
  }
}

async function removeNetworks(name: string): Promise<void> {
  const engine = docker();
  const networks = await engine.listNetworks({ filters: { label: [`${EMULATOR_LABEL}=${name}`] } });
  for (const network of networks) await quietly(engine.getNetwork(network.Id).remove());
}

/** Names like `localhost:4566/shop/web:src-...`; the registry behind them has gone with the emulator. */
async function removeImageNames(ports: ReadonlySet<number>): Promise<void> {
  const engine = docker();
  const prefixes = [...ports].map((port) => `localhost:${port}/`);
  const names = (await engine.listImages()).flatMap((image) => registryNames(image, prefixes));
  for (const name of names) await quietly(engine.getImage(name).remove());
}

/** @internal the tags and digests of an image that begin with one of the prefixes, tags first */
export function registryNames(
  image: Pick<ImageInfo, "RepoTags" | "RepoDigests">,
  prefixes: readonly string[],
): string[] {
  return [...(image.RepoTags ?? []), ...(image.RepoDigests ?? [])].filter((name) =>
    prefixes.some((prefix) => name.startsWith(prefix)),
  );
}

/** What is gone already, is going, or is still in use elsewhere is no error when removing. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (![304, 404, 409].includes(statusOf(error) ?? 0)) throw error;
  }
}
