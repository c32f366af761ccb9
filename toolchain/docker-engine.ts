import { NotReadyError } from "../environments/errors";
import { withLock } from "./cache";
import { machineProbes, type EngineMachine, type ReachableEngine } from "./docker-machine";
import type { Progress } from "./progress";

export interface DockerEngine extends ReachableEngine {
  /** True when this call started it. */
  readonly started: boolean;
}

export interface EngineOptions {
  /** Whether the machine may be changed: an engine installed and started. */
  readonly install: boolean;
  readonly progress: Progress;
}

const SUBJECT = "docker engine";
const START_LIMIT_MS = 60_000;

/** A Docker engine that answers; installed and started where that is allowed and possible. */
export async function ensureDockerEngine(
  { install, progress }: EngineOptions,
  machine: EngineMachine = machineProbes,
): Promise<DockerEngine> {
  const found = await machine.ping();
  if (found !== undefined) {
    progress.say(SUBJECT, `${found.version} answers at ${found.host}`);
    return { ...found, started: false };
  }
  const problem = engineProblem(machine, install);
  if (problem !== undefined) throw new NotReadyError("this machine", [problem]);
  return withLock("docker-engine", async () => {
    const meanwhile = await machine.ping();
    if (meanwhile !== undefined) return { ...meanwhile, started: false };
    if (machine.program("dockerd") === undefined) {
      await progress.during(SUBJECT, "none found, installing docker.io", () => machine.install());
    }
    const engine = await progress.during(SUBJECT, "not running, starting it", () => start(machine));
    progress.say(SUBJECT, `${engine.version} answers at ${engine.host}`);
    return { ...engine, started: true };
  });
}

/** Why no engine can be provided here, or `undefined` when it can. */
export function engineProblem(machine: EngineMachine, install: boolean): string | undefined {
  const must = "a Docker engine must answer";
  if (machine.dockerHost !== undefined) {
    return `${must} at DOCKER_HOST=${machine.dockerHost}, got no answer; start it there, or unset DOCKER_HOST`;
  }
  if (machine.socketDenied()) {
    return `${must}, got permission denied on its socket; join its group with: sudo usermod -aG docker "$USER", then log in again`;
  }
  const installed = machine.program("dockerd") !== undefined;
  if (machine.platform !== "linux" || (!installed && !machine.isDebianLike())) {
    return `${must}, got none; install it from https://docs.docker.com/engine/install`;
  }
  const command = machine.hasSystemd() ? "sudo systemctl start docker" : "sudo dockerd";
  const todo = installed ? `start it with: ${command}` : "install it with: sudo apt-get install docker.io";
  const got = installed ? "an installed one that is not running" : "none";
  if (!install) return `${must}, got ${got} and --no-install; ${todo}`;
  if (!machine.isRoot()) return `${must}, got ${got}, and only root can change that; ${todo}`;
  return undefined;
}

async function start(machine: EngineMachine): Promise<ReachableEngine> {
  if (machine.hasSystemd()) await machine.startService();
  else if (!machine.isRunning("dockerd")) {
    machine.removeStalePidFiles();
    machine.startDaemon();
  }
  const end = machine.now() + START_LIMIT_MS;
  while (machine.now() < end) {
    const engine = await machine.ping();
    if (engine !== undefined) return engine;
    // A daemon that gave up will not answer any more.
    if (!machine.hasSystemd() && !machine.isRunning("dockerd")) break;
    await machine.pause();
  }
  const log = machine.lastLogLines();
  throw new NotReadyError("this machine", [
    [
      "the Docker engine must answer within 60 s after its start, got no answer; its log ends with:",
      ...log,
    ].join("\n    "),
  ]);
}
