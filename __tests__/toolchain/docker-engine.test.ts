import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureDockerEngine, type EngineOptions } from "../../toolchain/docker-engine";
import type { EngineMachine, ReachableEngine } from "../../toolchain/docker-machine";
import { silentProgress, type Progress } from "../../toolchain/progress";

const ENGINE: ReachableEngine = { version: "20.10.24", host: "unix:///var/run/docker.sock" };

interface Situation {
  readonly running: boolean;
  readonly installed: boolean;
  readonly starts: boolean;
  readonly machine: Partial<EngineMachine>;
}

/** A Debian machine with root and without an engine, except for what a test says; `done` lists what was done to it. */
function machine(situation: Partial<Situation> = {}): { machine: EngineMachine; done: string[] } {
  const done: string[] = [];
  let { running = false, installed = false } = situation;
  const { starts = true } = situation;
  let daemon = false;
  let clock = 0;
  const start = (how: string): void => {
    done.push(how);
    daemon = starts;
    running = starts;
  };
  return {
    done,
    machine: {
      platform: "linux",
      dockerHost: undefined,
      ping: () => Promise.resolve(running ? ENGINE : undefined),
      program: (name) => (name === "dockerd" && installed ? "/usr/sbin/dockerd" : undefined),
      isRoot: () => true,
      isDebianLike: () => true,
      hasSystemd: () => false,
      socketDenied: () => false,
      isRunning: () => daemon,
      install: () => {
        done.push("install");
        installed = true;
        return Promise.resolve();
      },
      startService: () => {
        start("systemctl");
        return Promise.resolve();
      },
      startDaemon: () => start("dockerd"),
      removeStalePidFiles: () => void done.push("pid files"),
      lastLogLines: () => ["failed to start daemon: no space"],
      now: () => (clock += 1000),
      pause: () => Promise.resolve(),
      ...situation.machine,
    },
  };
}

let directory: string;
let before: string | undefined;
beforeAll(() => {
  before = process.env.SLIPWAY_CACHE;
  directory = mkdtempSync(path.join(tmpdir(), "slipway-engine-"));
  process.env.SLIPWAY_CACHE = directory;
});
afterAll(() => {
  if (before === undefined) delete process.env.SLIPWAY_CACHE;
  else process.env.SLIPWAY_CACHE = before;
  rmSync(directory, { recursive: true });
});

const allowed: EngineOptions = { install: true, progress: silentProgress };
const forbidden: EngineOptions = { install: false, progress: silentProgress };

function listening(): { progress: Progress; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    progress: {
      say: (subject, message) => void lines.push(`${subject}: ${message}`),
      during: (subject, message, work) => {
        lines.push(`${subject}: ${message}`);
        return work(() => undefined);
      },
    },
  };
}

test("an engine that answers is taken as it is", async () => {
  const { machine: here, done } = machine({ running: true });
  const { progress, lines } = listening();
  await expect(ensureDockerEngine({ install: false, progress }, here)).resolves.toEqual({
    ...ENGINE,
    started: false,
  });
  expect(done).toEqual([]);
  expect(lines).toEqual(["docker engine: 20.10.24 answers at unix:///var/run/docker.sock"]);
});

test("where there is none it is installed and started, and each step is said", async () => {
  const { machine: here, done } = machine();
  const { progress, lines } = listening();
  await expect(ensureDockerEngine({ install: true, progress }, here)).resolves.toEqual({
    ...ENGINE,
    started: true,
  });
  expect(done).toEqual(["install", "pid files", "dockerd"]);
  expect(lines).toEqual([
    "docker engine: none found, installing docker.io",
    "docker engine: not running, starting it",
    "docker engine: 20.10.24 answers at unix:///var/run/docker.sock",
  ]);
});

test("one that is installed is only started", async () => {
  const { machine: here, done } = machine({ installed: true });
  await ensureDockerEngine(allowed, here);
  expect(done).toEqual(["pid files", "dockerd"]);
});

test("systemd starts it where systemd runs", async () => {
  const { machine: here, done } = machine({ installed: true, machine: { hasSystemd: () => true } });
  await ensureDockerEngine(allowed, here);
  expect(done).toEqual(["systemctl"]);
});

test("a daemon that is starting already is waited for, not started again", async () => {
  let pings = 0;
  const { machine: here, done } = machine({
    installed: true,
    machine: { isRunning: () => true, ping: () => Promise.resolve(++pings > 4 ? ENGINE : undefined) },
  });
  await expect(ensureDockerEngine(allowed, here)).resolves.toMatchObject({ started: true });
  expect(done).toEqual([]);
});

test("a daemon that gives up is reported with the end of its log", async () => {
  const { machine: here } = machine({ installed: true, starts: false });
  await expect(ensureDockerEngine(allowed, here)).rejects.toThrow(
    "this machine is not ready:\n  - the Docker engine must answer within 60 s after its start, got no answer; its log ends with:\n    failed to start daemon: no space",
  );
});

test.each<[string, EngineOptions, Partial<Situation>, string]>([
  [
    "--no-install",
    forbidden,
    {},
    "got none and --no-install; install it with: sudo apt-get install docker.io",
  ],
  [
    "--no-install with an engine that is not running",
    forbidden,
    { installed: true },
    "got an installed one that is not running and --no-install; start it with: sudo dockerd",
  ],
  [
    "not root",
    allowed,
    { machine: { isRoot: () => false } },
    "got none, and only root can change that; install it with: sudo apt-get install docker.io",
  ],
  [
    "not root, systemd",
    allowed,
    { installed: true, machine: { isRoot: () => false, hasSystemd: () => true } },
    "got an installed one that is not running, and only root can change that; start it with: sudo systemctl start docker",
  ],
  [
    "another Linux",
    allowed,
    { machine: { isDebianLike: () => false } },
    "got none; install it from https://docs.docker.com/engine/install",
  ],
  [
    "another system",
    allowed,
    { installed: true, machine: { platform: "darwin" } },
    "got none; install it from https://docs.docker.com/engine/install",
  ],
  [
    "a socket of root",
    allowed,
    { machine: { socketDenied: () => true } },
    'got permission denied on its socket; join its group with: sudo usermod -aG docker "$USER", then log in again',
  ],
])("refused and nothing done: %s", async (_name, options, situation, problem) => {
  const { machine: here, done } = machine(situation);
  await expect(ensureDockerEngine(options, here)).rejects.toThrow(
    `this machine is not ready:\n  - a Docker engine must answer, ${problem}`,
  );
  expect(done).toEqual([]);
});

test("an engine that DOCKER_HOST names is not started here", async () => {
  const { machine: here, done } = machine({ machine: { dockerHost: "tcp://build:2375" } });
  await expect(ensureDockerEngine(allowed, here)).rejects.toThrow(
    "this machine is not ready:\n  - a Docker engine must answer at DOCKER_HOST=tcp://build:2375, got no answer; start it there, or unset DOCKER_HOST",
  );
  expect(done).toEqual([]);
});
