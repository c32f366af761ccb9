import { spawn } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type Docker from "dockerode";
import { cacheDirectory } from "./cache";
import { docker } from "./docker-client";
import { findProgram } from "./programs";
import { CommandError, run } from "./run";

export interface ReachableEngine {
  readonly version: string;
  /** As `DOCKER_HOST` has it: `unix:///var/run/docker.sock`. */
  readonly host: string;
}

/** What `docker-engine.ts` asks of the machine and does to it. */
export interface EngineMachine {
  readonly platform: NodeJS.Platform;
  /** `DOCKER_HOST`, when it is set. */
  readonly dockerHost: string | undefined;
  ping(): Promise<ReachableEngine | undefined>;
  program(name: string): string | undefined;
  isRoot(): boolean;
  isDebianLike(): boolean;
  /** True when systemd runs this machine (it is installed in many containers, where it does not). */
  hasSystemd(): boolean;
  /** True when an engine's socket is there but may not be opened by this user. */
  socketDenied(): boolean;
  isRunning(program: string): boolean;
  install(): Promise<void>;
  startService(): Promise<void>;
  startDaemon(): void;
  removeStalePidFiles(): void;
  lastLogLines(): readonly string[];
  now(): number;
  pause(): Promise<void>;
}

const DEFAULT_SOCKET = "/var/run/docker.sock";
/** Where every Docker client looks when `DOCKER_HOST` is not set. */
export const DEFAULT_HOST = `unix://${DEFAULT_SOCKET}`;
const PID_FILES = [
  { file: "/var/run/docker.pid", program: "dockerd" },
  { file: "/var/run/docker/containerd/containerd.pid", program: "containerd" },
] as const;
const PING_LIMIT_MS = 5_000;
const POLL_MS = 250;
const SHOWN_LOG_LINES = 10;

const logFile = (): string => path.join(cacheDirectory(), "dockerd.log");

/** The default socket, then those of rootless Docker, Docker Desktop and Colima. */
function sockets(env: NodeJS.ProcessEnv): string[] {
  const home = env.HOME ?? homedir();
  const rootless = env.XDG_RUNTIME_DIR === undefined ? [] : [path.join(env.XDG_RUNTIME_DIR, "docker.sock")];
  return [
    DEFAULT_SOCKET,
    ...rootless,
    path.join(home, ".docker/run/docker.sock"),
    path.join(home, ".colima/default/docker.sock"),
  ];
}

function dockerHost(env: NodeJS.ProcessEnv): string | undefined {
  return env.DOCKER_HOST === "" ? undefined : env.DOCKER_HOST;
}

async function ping(env: NodeJS.ProcessEnv): Promise<ReachableEngine | undefined> {
  const named = dockerHost(env);
  // Without options dockerode reads DOCKER_HOST itself.
  if (named !== undefined) return versionOf(docker({ timeout: PING_LIMIT_MS }), named);
  for (const socketPath of sockets(env).filter((file) => existsSync(file))) {
    const engine = await versionOf(docker({ socketPath, timeout: PING_LIMIT_MS }), `unix://${socketPath}`);
    if (engine !== undefined) return engine;
  }
  return undefined;
}

async function versionOf(client: Docker, host: string): Promise<ReachableEngine | undefined> {
  try {
    const { Version: version } = await client.version();
    return { version, host };
  } catch {
    return undefined;
  }
}

function commandOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** The machine that this runs on. */
export const machineProbes: EngineMachine = {
  platform: process.platform,
  dockerHost: dockerHost(process.env),
  ping: () => ping(process.env),
  program: (name) => findProgram(name, { PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` }),
  isRoot: () => process.getuid?.() === 0,
  isDebianLike: () => existsSync("/etc/os-release") && isDebianLike(readFileSync("/etc/os-release", "utf8")),
  hasSystemd: () => existsSync("/run/systemd/system"),
  socketDenied: () => existsSync(DEFAULT_SOCKET) && !mayOpen(DEFAULT_SOCKET),
  isRunning: (program) =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .some((pid) => commandOf(pid) === program && !isZombie(pid)),
  async install() {
    const aptGet = (args: readonly string[]): Promise<unknown> =>
      run("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], {
        doing: "installing the Docker engine",
        env: { DEBIAN_FRONTEND: "noninteractive" },
      });
    try {
      await aptGet(["install", "-y", "docker.io"]);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      // A fresh machine has no package lists, an old one lists that name packages which are gone.
      await aptGet(["update"]);
      await aptGet(["install", "-y", "docker.io"]);
    }
  },
  async startService() {
    await run("systemctl", ["start", "docker"], { doing: "starting the Docker engine" });
  },
  startDaemon() {
    mkdirSync(path.dirname(logFile()), { recursive: true });
    const log = openSync(logFile(), "w");
    const daemon = spawn(this.program("dockerd") ?? "dockerd", [], {
      cwd: "/",
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` },
    });
    // A daemon that cannot be started is noticed by the one that waits for its answer.
    daemon.on("error", () => undefined);
    daemon.unref();
  },
  removeStalePidFiles() {
    removeStalePidFiles(PID_FILES, commandOf);
  },
  lastLogLines: () =>
    existsSync(logFile())
      ? readFileSync(logFile(), "utf8").trimEnd().split("\n").slice(-SHOWN_LOG_LINES)
      : [],
  now: () => Date.now(),
  pause: () => new Promise((resolve) => setTimeout(resolve, POLL_MS)),
};

/**
 * @internal removes pid files whose process is gone or is another program by now: after a crash or in a
 * restored machine the number may belong to anything, and the daemon would refuse to start.
 */
export function removeStalePidFiles(
  files: readonly { readonly file: string; readonly program: string }[],
  command: (pid: string) => string | undefined,
): void {
  for (const { file, program } of files) {
    if (existsSync(file) && command(readFileSync(file, "utf8").trim()) !== program)
      rmSync(file, { force: true });
  }
}

/** @internal `ID` or `ID_LIKE` of /etc/os-release says Debian or Ubuntu */
export function isDebianLike(osRelease: string): boolean {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease);
}

function mayOpen(socket: string): boolean {
  try {
    accessSync(socket, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isZombie(pid: string): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}
