import type { ContainerInfo, ImageInfo } from "dockerode";
import { setTimeout } from "node:timers/promises";
import { docker } from "../toolchain/docker-client";
import { statusOf } from "../toolchain/images/local-image";
import { emulatorEngine, EMULATOR_PORT, type EmulatorKind } from "./engine";
import { EMULATOR_LABEL, emulatorResource, KIND_LABEL, PORT_LABEL } from "./names";

/** Time that an emulator gets to stop the containers of its tasks, in seconds. */
const GRACE_SECONDS = 10;
const PAUSE_MS = 250;
/** MiniStack names them so; Docker removes volumes without a name together with their container. */
const VOLUME_PREFIX = "ministack-rds-";

export interface RemoveOptions {
  /** Port of the registry whose image names go, when the container is no longer there to tell. @default 4566 */
  readonly port?: number;
  /** Keeps the local names of images that were pushed to the emulator, so that they need not be built again. @default false */
  readonly keepImages?: boolean;
}

/** Leaves no container, local image name or network in use of an emulator behind; does nothing where there is none. */
export async function removeEmulator(name: string, options: RemoveOptions = {}): Promise<void> {
  const engine = docker();
  const containers = await engine.listContainers({
    all: true,
    filters: { label: [`${EMULATOR_LABEL}=${name}`] },
  });
  const ports = new Set<number>();
  const labels = await taskLabels(name, containers);
  // The emulator removes its containers when it ends, and leaves the volumes that it named.
  const volumes = (await tasksOf(name, labels)).flatMap(ownVolumes);
  for (const container of containers) {
    const own = container.Labels[PORT_LABEL];
    if (own !== undefined) ports.add(Number(own));
    await quietly(publishedPorts(container.Id).then((found) => found.forEach((port) => ports.add(port))));
    await quietly(engine.getContainer(container.Id).stop({ t: GRACE_SECONDS }));
  }
  // Tasks go before the emulator's container: were this interrupted, the container would still be found.
  await removeTasks(name, labels);
  for (const container of containers)
    await quietly(engine.getContainer(container.Id).remove({ v: true, force: true }));
  for (const volume of volumes) await quietly(engine.getVolume(volume).remove());
  for (const label of [`${EMULATOR_LABEL}=${name}`, ...labels])
    await removeNetworks(label, () => removeTasks(name, labels));
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

/** Labels of what the emulator made: known while its process runs, and MiniStack's by its name alone. */
async function taskLabels(name: string, containers: readonly ContainerInfo[]): Promise<string[]> {
  const resource = emulatorResource(name);
  const context = { container: resource, network: resource, port: 0, env: {} };
  const labels = new Set([emulatorEngine("ministack").taskLabel?.(context)]);
  for (const { Id, Labels } of containers) {
    const kind = Labels[KIND_LABEL] as EmulatorKind | undefined;
    if (kind === undefined) continue;
    await quietly(
      docker()
        .getContainer(Id)
        .inspect()
        .then(({ State }) => labels.add(emulatorEngine(kind).taskLabel?.({ ...context, pid: State.Pid }))),
    );
  }
  return [...labels].filter((label) => label !== undefined);
}

/** Containers that the emulator started and did not remove. */
async function removeTasks(name: string, labels: readonly string[]): Promise<void> {
  for (const { Id } of await tasksOf(name, labels))
    await quietly(docker().getContainer(Id).remove({ v: true, force: true }));
}

/** Containers that the emulator started, running or not, known by its label or by its network. */
async function tasksOf(name: string, labels: readonly string[]): Promise<ContainerInfo[]> {
  const filters = [...labels.map((label) => ({ label: [label] })), { network: [emulatorResource(name)] }];
  const found = new Map<string, ContainerInfo>();
  for (const filter of filters)
    for (const container of await docker().listContainers({ all: true, filters: filter }))
      if (container.Labels[EMULATOR_LABEL] !== name) found.set(container.Id, container);
  return [...found.values()];
}

/** @internal volumes that MiniStack made and named, for the storage of an Aurora cluster; a task's own are its user's */
export function ownVolumes({ Mounts }: Pick<ContainerInfo, "Mounts">): string[] {
  return Mounts.flatMap(({ Type, Name }) =>
    Type === "volume" && Name?.startsWith(VOLUME_PREFIX) === true ? [Name] : [],
  );
}

async function removeNetworks(label: string, removeUsers: () => Promise<void>): Promise<void> {
  for (const { Id } of await docker().listNetworks({ filters: { label: [label] } }))
    await quietly(removeNetwork(Id, removeUsers));
}

/**
 * Docker refuses while a container that the emulator started last, or that is being removed, is in the network. It can also go on
 * counting a container that is gone (seen with Docker Engine 20.10.24), and then refuses until it is restarted: such an
 * empty network stays, and the next emulator of this name uses it.
 */
async function removeNetwork(id: string, removeUsers: () => Promise<void>): Promise<void> {
  const limit = Date.now() + GRACE_SECONDS * 1000;
  for (;;) {
    try {
      await docker().getNetwork(id).remove();
      return;
    } catch (error) {
      if (statusOf(error) !== 403) throw error;
      if (Date.now() >= limit) {
        if (await isEmpty(id)) return;
        throw error;
      }
    }
    await removeUsers();
    await setTimeout(PAUSE_MS);
  }
}

async function isEmpty(network: string): Promise<boolean> {
  const { Containers = {} } = (await docker().getNetwork(network).inspect()) as { Containers?: object };
  return Object.keys(Containers).length === 0;
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
