import { ConfigurationError } from "../environments/errors";
import type { EmulatorKind } from "../toolchain/images";

export type { EmulatorKind };

/** What starting an emulator needs to know about it. */
export interface EmulatorEngine {
  readonly kind: EmulatorKind;
  /** As a message calls it. */
  readonly title: string;
  /** Port inside the container. */
  readonly port: number;
  /** Path that answers 200 when the emulator is ready. */
  readonly healthPath: string;
  /** Longest time from start to ready, in seconds. */
  readonly startSeconds: number;
  /** Name of the registry that images are pushed to, seen from this machine and the Docker engine. */
  readonly registry: (port: number) => string;
  /** Variables of the container; values come from the process only, never from an argument or a label. */
  readonly environment: (context: EngineContext) => Readonly<Record<string, string>>;
  /** Label of the containers that it starts, for finding what it left behind. */
  readonly taskLabel?: (context: EngineContext) => string;
}

export interface EngineContext {
  /** Name of the emulator's container. */
  readonly container: string;
  /** Docker network of the emulator and of the tasks that it runs. */
  readonly network: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Port that every engine listens on inside its container, and the fixed one of the local environment. */
export const EMULATOR_PORT = 4566;
const HEALTH_PATH = "/_localstack/health";
const TOKEN = "LOCALSTACK_AUTH_TOKEN";

const ENGINES: Readonly<Record<EmulatorKind, EmulatorEngine>> = {
  ministack: {
    kind: "ministack",
    title: "MiniStack",
    port: EMULATOR_PORT,
    healthPath: HEALTH_PATH,
    startSeconds: 60,
    registry: (port) => `localhost:${port}`,
    // The name makes the label of its task containers known before it runs and after it has gone.
    environment: ({ container }) => ({ MINISTACK_HOSTNAME: container }),
    taskLabel: ({ container }) => `ministack.instance=${container}:${EMULATOR_PORT}`,
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
