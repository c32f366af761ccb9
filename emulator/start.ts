import { EmulatorError } from "./errors";
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { getContainerRuntimeClient, Wait, type GenericContainer } from "testcontainers";
import { docker } from "../toolchain/docker-client";
import { imageExists, statusOf } from "../toolchain/images/local-image";
import { withLock } from "../toolchain/cache";
import { requireAnswer, silence } from "./answers";
import { hostContainer, loopbackContainer } from "./container";
import { emulatorEngine, type EmulatorEngine, type EmulatorKind } from "./engine";
import { adopt, findEmulator, removeAbandoned, type Emulator } from "./find";
import { EMULATOR_LABEL, emulatorResource, KIND_LABEL, OWNER_LABEL, PORT_LABEL } from "./names";
import { freePort, requireFreePort } from "./ports";
import { removeEmulator } from "./remove";

export interface StartOptions {
  /** Image to run; for the licensed LocalStack its own name and version. */
  readonly image: string;
  /** Which emulator the image holds. @default "ministack" */
  readonly kind?: EmulatorKind;
  /** Port on this machine, 1 to 65535. @default a free one */
  readonly port?: number;
  /** Name in labels, container and network. @default a random one */
  readonly name?: string;
  /** The emulator outlives this process and the next call with this name finds it again. @default false */
  readonly reuse?: boolean;
  /** Docker network that is there already. @default one of its own, removed with the emulator */
  readonly network?: string;
  /** Further variables for {@link EmulatorEngine.environment} beside those of this process, such as the toolchain's. */
  readonly variables?: Readonly<Record<string, string>>;
}

const SOCKET = "/var/run/docker.sock";
const SHOWN_LINES = 20;
const RUNNING_ANSWER_SECONDS = 10;
const PAUSE_MS = 200;

/** Starts a local AWS in a container, or finds the one that is running (`reuse`), and waits until it answers. */
export async function startEmulator(options: StartOptions): Promise<Emulator> {
  const name = options.name ?? `test-${randomBytes(4).toString("hex")}`;
  const engine = emulatorEngine(options.kind ?? "ministack");
  await removeAbandoned();
  return withLock(`emulator-${name}`, async () => {
    if (options.reuse === true) {
      const running = await adopt(name, options.image);
      if (running !== undefined) {
        await requireAnswer(running.endpoint, engine, RUNNING_ANSWER_SECONDS);
        return running;
      }
    }
    // Whatever still bears the name is stopped, half-made or of another image; its content went with its process.
    await removeEmulator(name, { keepImages: true });
    if (options.port !== undefined) await requireFreePort(options.port);
    try {
      return await create(name, engine, options);
    } catch (error) {
      await removeEmulator(name, { keepImages: true });
      throw error;
    }
  });
}

async function create(name: string, engine: EmulatorEngine, options: StartOptions): Promise<Emulator> {
  const resource = emulatorResource(name);
  const onHost = engine.onHost === true;
  const env = { ...process.env, ...options.variables };
  // Ports are bound to the loopback interface. On a machine that looks like a container to testcontainers
  // (`/.dockerenv`) it would ask at the bridge's gateway instead, in vain.
  process.env.TESTCONTAINERS_HOST_OVERRIDE ??= "localhost";
  // The engine's own path of its socket: rootless Docker and Docker Desktop have another one than this process uses.
  const { remoteSocketPath } = (await getContainerRuntimeClient()).info.containerRuntime;
  const output: string[] = [];
  const network = onHost ? "host" : (options.network ?? (await createNetwork(name, resource)));
  const port = onHost ? (options.port ?? (await freePort())) : (options.port ?? 0);
  const container = (onHost ? hostContainer(options.image) : inNetwork(engine, network, options))
    .withName(resource)
    .withLabels({
      [EMULATOR_LABEL]: name,
      [KIND_LABEL]: engine.kind,
      ...(onHost && { [PORT_LABEL]: String(port) }),
      ...(options.reuse !== true && { [OWNER_LABEL]: `${hostname()}:${process.pid}` }),
    })
    .withEnvironment(engine.environment({ container: resource, network, port, env }))
    .withBindMounts([
      { source: remoteSocketPath, target: SOCKET },
      ...Object.entries(engine.volumes ?? {}).map(([source, target]) => ({ source, target })),
    ])
    .withAutoCleanup(false)
    .withLogConsumer((stream) => {
      stream.on("data", (chunk: Buffer | string) => {
        output.push(...String(chunk).trimEnd().split("\n"));
        output.splice(0, output.length - SHOWN_LINES);
      });
    })
    .withStartupTimeout(engine.startSeconds * 1000);
  try {
    await container.start();
    if (onHost) await untilReady(resource, engine, port);
  } catch (error) {
    if (statusOf(error) === 404 && !(await imageExists(options.image))) {
      throw new EmulatorError(engine, `the image ${options.image} is not there`, []);
    }
    throw new EmulatorError(engine, error instanceof Error ? error.message : String(error), output);
  }
  const found = await findEmulator(name);
  if (found === undefined) throw new EmulatorError(engine, "the container has gone", output);
  return found;
}

function inNetwork(engine: EmulatorEngine, network: string, { image, port }: StartOptions): GenericContainer {
  const ready = Wait.forHttp(engine.healthPath, engine.port, { abortOnContainerExit: true });
  return loopbackContainer(image)
    .withNetworkMode(network)
    .withExposedPorts(port === undefined ? engine.port : { container: engine.port, host: port })
    .withWaitStrategy(ready.forStatusCode(200));
}

/** testcontainers waits for published ports only; a container on this machine's network has none. */
async function untilReady(container: string, engine: EmulatorEngine, port: number): Promise<void> {
  const limit = Date.now() + engine.startSeconds * 1000;
  for (;;) {
    const problem = await silence(`http://localhost:${port}`, engine);
    if (problem === undefined) return;
    const { State } = await docker().getContainer(container).inspect();
    if (!State.Running) throw new Error(`it ended with exit code ${State.ExitCode}`);
    if (Date.now() >= limit) throw new Error(`${problem} within ${engine.startSeconds} s`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function createNetwork(name: string, resource: string): Promise<string> {
  // An empty one that Docker did not remove serves as well.
  const labelled = await docker().listNetworks({ filters: { label: [`${EMULATOR_LABEL}=${name}`] } });
  if (labelled.some(({ Name }) => Name === resource)) return resource;
  await docker().createNetwork({ Name: resource, CheckDuplicate: true, Labels: { [EMULATOR_LABEL]: name } });
  return resource;
}
