import { hostname } from "node:os";
import type { ContainerInfo } from "dockerode";
import { docker } from "../toolchain/docker-client";
import { statusOf } from "../toolchain/images/local-image";
import { emulatorEngine, type EmulatorKind } from "./engine";
import { EMULATOR_LABEL, KIND_LABEL, OWNER_LABEL, PORT_LABEL } from "./names";
import { removeEmulator } from "./remove";

/** A local AWS that runs. */
export interface Emulator {
  readonly name: string;
  readonly kind: EmulatorKind;
  /** For every AWS client: `http://localhost:<port>`. */
  readonly endpoint: string;
  /** In front of image names: `localhost:<port>`. */
  readonly registry: string;
  readonly port: number;
  readonly containerId: string;
  /** Removes it and everything that it started. */
  stop(): Promise<void>;
}

const COMPOSE_LABEL = "com.docker.compose.project";

/** The running emulator of this name, whether `npm run local` or docker compose started it. */
export async function findEmulator(name: string): Promise<Emulator | undefined> {
  const container = await runningContainer(name);
  return container && emulatorIn(container, name);
}

function emulatorIn(container: ContainerInfo, name: string): Emulator | undefined {
  const kind = (container.Labels[KIND_LABEL] ?? "ministack") as EmulatorKind;
  const engine = emulatorEngine(kind);
  const port = portOf(container, engine.port);
  if (port === undefined) return undefined;
  return {
    name,
    kind,
    endpoint: `http://localhost:${port}`,
    registry: engine.registry(port),
    port,
    containerId: container.Id,
    stop: () => removeEmulator(name, { port }),
  };
}

/**
 * The running emulator of this name when it is made from this image.
 *
 * One that docker compose started is kept in any case: its image has a name of its own, its content is the same.
 *
 * @internal
 */
export async function adopt(name: string, image: string): Promise<Emulator | undefined> {
  const container = await runningContainer(name);
  if (container === undefined) return undefined;
  const byCompose = container.Labels[COMPOSE_LABEL] !== undefined;
  if (!byCompose && container.ImageID !== (await imageId(image))) return undefined;
  return emulatorIn(container, name);
}

/** Removes emulators whose process on this machine has ended without doing so. */
export async function removeAbandoned(): Promise<void> {
  const owned = await docker().listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
  for (const { Labels } of owned) {
    const name = Labels[EMULATOR_LABEL];
    if (name !== undefined && isAbandoned(Labels[OWNER_LABEL] ?? "")) await removeEmulator(name);
  }
}

/** @internal `<host>:<process id>` of a process that has ended on this machine */
export function isAbandoned(owner: string): boolean {
  const separator = owner.lastIndexOf(":");
  if (owner.slice(0, separator) !== hostname()) return false;
  try {
    process.kill(Number(owner.slice(separator + 1)), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function portOf({ Labels, Ports }: ContainerInfo, inside: number): number | undefined {
  const own = Labels[PORT_LABEL];
  if (own !== undefined) return Number(own);
  return Ports.find(({ PrivatePort, PublicPort }) => PrivatePort === inside && PublicPort)?.PublicPort;
}

async function runningContainer(name: string): Promise<ContainerInfo | undefined> {
  const filters = { label: [`${EMULATOR_LABEL}=${name}`] };
  return (await docker().listContainers({ filters })).find(({ State }) => State === "running");
}

async function imageId(image: string): Promise<string | undefined> {
  try {
    return (await docker().getImage(image).inspect()).Id;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
