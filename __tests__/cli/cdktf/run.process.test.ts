import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ProjectCopy } from "../../support/project-copy";
import { FakeMachine } from "../../support/slipway";

/**
 * The real cdktf with a program in Terraform's place: the stack of the images fails at once, unless the file
 * "events.images" exists, the foundation takes seconds, or as long as the file "events.hold" exists, saves its state at the end or at an interrupt, and ends at once by
 * any other signal, as Terraform does.
 */
const machine = new FakeMachine().program(
  "terraform",
  `
case "$1" in
  version|-v) echo "Terraform v1.11.4"; exit ;;
  output) echo "{}"; exit ;;
  apply|destroy) ;;
  *) exit ;;
esac
stack="\${PWD##*/}"
events="$EVENTS"
case "$stack" in
  *-images) [ -e "$events.images" ] && exit; sleep 0.3; echo "Error: no space left on device" >&2; exit 1 ;;
  *-services)
    case "$1" in apply) echo "services applied" >>"$events"; exit ;; esac
    trap 'echo interrupted >>"$events"; sleep 1; echo saved >>"$events"; exit 1' INT
    echo "services $$" >>"$events"
    for step in 1 2 3 4 5 6 7 8 9 10; do sleep 0.2; done ;;
  *-foundation)
    trap 'echo interrupted >>"$events"; sleep 1; echo saved >>"$events"; exit 1' INT
    echo "$$" >>"$events"
    for step in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.2; done
    while [ -e "$events.hold" ]; do sleep 0.1; done
    echo saved >>"$events" ;;
esac
`,
);
let copy: ProjectCopy;
let events: string;
let started: ChildProcess | undefined;

beforeAll(() => {
  copy = new ProjectCopy();
  events = join(machine.folder, "events");
  copy.edit("package.json", (text) =>
    text.replace('"scripts": {', '"scripts": {\n    "stacks": "cdktf deploy dev-* --auto-approve",'),
  );
});
beforeEach(() => writeFileSync(events, ""));
afterEach(() => {
  for (const file of ["hold", "images"]) rmSync(`${events}.${file}`, { force: true });
  if (started?.exitCode === null && started.signalCode === null) started.kill("SIGKILL");
});
afterAll(() => {
  copy.remove();
  machine.remove();
});

const env = () => ({
  ...process.env,
  ...machine.env,
  // npm is beside the system's node.
  PATH: `${machine.env.PATH ?? ""}:${process.env.PATH ?? ""}`,
  EVENTS: events,
  CHECKPOINT_DISABLE: "1",
});

interface Output {
  text: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly output: Output;
  readonly ended: Promise<unknown[]>;
}

/** Starts a command in the project, as the leader of a process group. */
function start(command: string, ...args: string[]): Started {
  const child = spawn(command, args, {
    cwd: copy.path,
    env: env(),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Output = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output.text += chunk.toString()));
  started = child;
  return { child, output, ended: once(child, "close") };
}

const cdktf = (...args: string[]) => start(process.execPath, join(copy.path, "cli/cdktf/start.js"), ...args);
const deploy = (...stacks: string[]) => cdktf("deploy", ...stacks, "--auto-approve", "--skip-provider-lock");
const happened = () =>
  readFileSync(events, "utf8")
    .split("\n")
    .filter((line) => line !== "");

/** Waits until the output or the events of a command show that it has come so far; fails when it ends before. */
async function until(
  isReached: () => boolean,
  { child, output }: Pick<Started, "child" | "output">,
): Promise<void> {
  while (!isReached()) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`ended with ${child.exitCode ?? child.signalCode}:\n${output.text}`);
    await pause(20);
  }
}

/** Resolves with the process id of the foundation's Terraform, when it works. */
async function foundation(command: Started): Promise<number> {
  await until(() => happened().length > 0, command);
  return Number(happened()[0]);
}

describe("when a stack fails", () => {
  it.each([
    ["npx cdktf deploy", () => deploy("dev-foundation", "local-images")],
    ["npx cdktf destroy", () => cdktf("destroy", "dev-*", "--auto-approve", "--skip-provider-lock")],
    ["cdktf in a script of package.json", () => start("npm", "run", "stacks", "--", "--skip-provider-lock")],
  ])("%s waits for the other stack, prints the error and fails", async (_, command) => {
    const { output, ended } = command();
    expect(await ended).toEqual([1, null]);
    expect(happened().filter((line) => !line.startsWith("services"))).toEqual([
      expect.stringMatching(/^\d+$/),
      "saved",
    ]);
    expect(output.text).toContain("Error: no space left on device");
  });
});

it.each([
  ["deploy", () => deploy("dev-*"), foundation],
  [
    "destroy",
    () => cdktf("destroy", "dev-*", "--auto-approve", "--skip-provider-lock"),
    async (command: Started) => {
      await until(() => happened().length > 0, command);
      return Number(happened()[0]?.replace("services ", ""));
    },
  ],
])(
  "npx cdktf %s begins with no stack that needs one whose Terraform was killed",
  async (_, begin, working) => {
    writeFileSync(`${events}.images`, "");
    const command = begin();
    process.kill(await working(command), "SIGKILL");
    expect(await command.ended).toEqual([1, null]);
    expect(happened()).toHaveLength(1);
    expect(command.output.text).toContain("Invoking Terraform CLI failed with exit code 137");
  },
);

it("npx cdktf destroy begins with no other stack after an interrupt", async () => {
  const command = cdktf("destroy", "dev-*", "--auto-approve", "--skip-provider-lock");
  const { child, output, ended } = command;
  await until(() => happened().length > 0, command);
  child.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
  expect(happened()).toEqual([expect.stringMatching(/^services \d+$/), "interrupted", "saved"]);
  expect(output.text).toContain("the command was interrupted");
});

describe("npx cdktf deploy", () => {
  it("creates no foundation on AWS when the images fail", async () => {
    const { output, ended } = deploy("dev-*");
    expect(await ended).toEqual([1, null]);
    expect(happened()).toEqual([]);
    expect(output.text).toContain("Error: no space left on device");
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "interrupts Terraform once by %s, and waits until it has saved its state",
    async (signal) => {
      const command = deploy("dev-foundation");
      const { child, output, ended } = command;
      await foundation(command);
      child.kill(signal);
      expect(await ended).toEqual([{ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal], null]);
      expect(happened().slice(1)).toEqual(["interrupted", "saved"]);
      expect(output.text).toContain("waiting for terraform apply of dev-foundation");
    },
  );

  it.each([
    ["the command", (pid: number) => pid],
    ["the command and what it has started", (pid: number) => -pid],
  ])("leaves Terraform at work when SIGKILL ends %s; the next one waits for it", async (_, target) => {
    writeFileSync(`${events}.hold`, "");
    const killed = deploy("dev-foundation");
    const pid = await foundation(killed);
    process.kill(target(killed.child.pid ?? 0), "SIGKILL");
    await killed.ended;
    expect(happened()).toHaveLength(1);
    const next = deploy("dev-foundation");
    const waiting = `waiting for terraform apply of dev-foundation (process ${pid}, since `;
    await until(() => next.output.text.includes(waiting), next);
    rmSync(`${events}.hold`);
    expect(await next.ended).toEqual([0, null]);
    expect(happened()).toEqual([String(pid), "saved", expect.stringMatching(/^\d+$/), "saved"]);
  });

  it("does not start before a state that an earlier run could not save is saved", async () => {
    const stack = join(copy.path, "cdktf.out/stacks/dev-foundation");
    mkdirSync(stack, { recursive: true });
    const unsaved = join(stack, "errored.tfstate");
    writeFileSync(unsaved, "{}");
    const { output, ended } = deploy("dev-*");
    expect(await ended).toEqual([1, null]);
    rmSync(unsaved);
    expect(happened()).toEqual([]);
    expect(output.text).toContain(
      '(cd cdktf.out/stacks/dev-foundation && "$SLIPWAY_TERRAFORM" state push errored.tfstate && rm errored.tfstate)',
    );
  });
});
