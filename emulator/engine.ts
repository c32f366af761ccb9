import { ConfigurationError } from "../environments/errors";
import { EMULATOR_KINDS, IMAGE_PREFIX, type EmulatorKind } from "../toolchain/images";

export { EMULATOR_KINDS, type EmulatorKind };

/** What starting an emulator needs to know about it. */
export interface EmulatorEngine {
  readonly kind: EmulatorKind;
  /** As a message calls it. */
  readonly title: string;
  /** Port inside the container. */
  readonly port: number;
  /**
   * The container shares this machine's network and processes, because the emulator opens further ports on the
   * loopback interface; its own port is then one of this machine's. @default a network of its own, one port published
   */
  readonly onHost?: boolean;
  /** Path that answers 200 when the emulator is ready. */
  readonly healthPath: string;
  /** Longest time from start to ready, in seconds. */
  readonly startSeconds: number;
  /** Name of the registry that images are pushed to, seen from this machine and the Docker engine. */
  readonly registry: (port: number) => string;
  /** Variables of the container; values come from the process only, never from an argument or a label. */
  readonly environment: (context: EngineContext) => Readonly<Record<string, string>>;
  /** Docker volumes that all emulators of this kind share, by name: where each is mounted. @default none */
  readonly volumes?: Readonly<Record<string, string>>;
  /** Label of the containers and networks that it makes, for finding what it left behind; `undefined` when they cannot be told. */
  readonly taskLabel?: (context: EngineContext) => string | undefined;
}

export interface EngineContext {
  /** Name of the emulator's container. */
  readonly container: string;
  /** Docker network of the emulator and of the tasks that it runs. */
  readonly network: string;
  readonly env: NodeJS.ProcessEnv;
  /** Port on this machine. */
  readonly port: number;
  /** Process on this machine, while it runs. */
  readonly pid?: number;
}

/** Port that every engine listens on inside its container, and the fixed one of the local environment. */
export const EMULATOR_PORT = 4566;
const HEALTH_PATH = "/_localstack/health";
const TOKEN = "LOCALSTACK_AUTH_TOKEN";
/** Where MiniStack keeps large layers of images; `emulator/ministack/shared_layers.py` has the reason. */
const LAYERS = "/var/lib/slipway/layers";

const ENGINES: Readonly<Record<EmulatorKind, EmulatorEngine>> = {
  ministack: {
    kind: "ministack",
    title: "MiniStack",
    port: EMULATOR_PORT,
    healthPath: HEALTH_PATH,
    startSeconds: 60,
    registry: (port) => `localhost:${port}`,
    // The name makes the label of its task containers known before it runs and after it has gone.
    environment: ({ container, env }) => ({
      MINISTACK_HOSTNAME: container,
      SLIPWAY_LAYERS: LAYERS,
      // A file system in memory; PostgreSQL alone keeps up to 1 GiB of its own log.
      RDS_TMPFS_SIZE: "2g",
      // Where its databases' images come from on a network without a registry.
      ...(env[IMAGE_PREFIX] !== undefined && { [IMAGE_PREFIX]: env[IMAGE_PREFIX] }),
    }),
    volumes: { "slipway-layers": LAYERS },
    taskLabel: ({ container }) => `ministack.instance=${container}:${EMULATOR_PORT}`,
  },
  fakecloud: {
    kind: "fakecloud",
    title: "fakecloud",
    port: EMULATOR_PORT,
    onHost: true,
    healthPath: "/_fakecloud/health",
    startSeconds: 60,
    registry: (port) => `localhost:${port}`,
    environment: ({ port }) => ({
      FAKECLOUD_ADDR: `127.0.0.1:${port}`,
      FAKECLOUD_ACCOUNT_ID: "000000000000",
      // The published image says 1: it then looks for tasks behind a host name that only Docker Desktop has.
      FAKECLOUD_IN_CONTAINER: "0",
    }),
    taskLabel: ({ pid = 0 }) => (pid > 0 ? `fakecloud-instance=fakecloud-${pid}` : undefined),
  },
  "localstack-free": {
    kind: "localstack-free",
    title: "LocalStack",
    port: EMULATOR_PORT,
    healthPath: HEALTH_PATH,
    startSeconds: 120,
    registry: (port) => `localhost:${port}`,
    environment: () => ({}),
  },
  "localstack-licensed": {
    kind: "localstack-licensed",
    title: "LocalStack (licensed)",
    port: EMULATOR_PORT,
    healthPath: HEALTH_PATH,
    startSeconds: 180,
    registry: (port) => `localhost.localstack.cloud:${port}`,
    environment: ({ network, env }) => ({
      [TOKEN]: requireToken(env),
      MAIN_DOCKER_NETWORK: network,
      DISABLE_EVENTS: "1",
    }),
  },
};

export function emulatorEngine(kind: EmulatorKind): EmulatorEngine {
  return ENGINES[kind];
}

/** The licensed LocalStack where its token is set, MiniStack otherwise. */
export function chooseEmulator(env: NodeJS.ProcessEnv = process.env): EmulatorKind {
  return (env[TOKEN] ?? "") === "" ? "ministack" : "localstack-licensed";
}

function requireToken(env: NodeJS.ProcessEnv): string {
  const token = env[TOKEN] ?? "";
  if (token !== "") return token;
  throw new ConfigurationError("environment variable", [
    `${TOKEN} must be set for the licensed LocalStack, got nothing; take it from your LocalStack account, or unset it everywhere to use MiniStack`,
  ]);
}
