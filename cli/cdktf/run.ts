import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { environmentNames, resolveEnvironment } from "../../environments";
import type { Environment } from "../../environments/model";
import { startsLasting } from "../../toolchain/lasting-terraform";
import { run as command } from "../../toolchain/run";
import type { Progress } from "../../toolchain/progress";
import { BrokenBuilds } from "../build/broken-builds";
import { withEnvironment } from "../deploy/environment-lock";
import { interruptGroup, Interrupts, SIGNALS, STOPPING } from "../deploy/interrupts";
import { untilFree } from "../deploy/lock/waiting";
import { placesOf, runningFolder } from "../deploy/terraform/places";
import { RunningTerraforms } from "../deploy/terraform/running";
import { root } from "../root";
import { explainRemovals } from "./explain-removals";
import { cdktfProgram } from "./program";
import { matchingStacks } from "../stack-patterns";
import { changesStacks, deploysStacks, imagesFirst, namedParts, planVariables } from "./verbs";

export interface CdktfRun {
  /** Terraform itself. */
  readonly terraform: string;
  /** Variables added to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of cdktf.json. */
  readonly cwd: string;
  readonly progress: Progress;
}

const LOOK_MS = 500;
/** Where cdktf writes its stacks. */
const STACKS = "cdktf.out/stacks";

/**
 * Runs cdktf with the streams of this process, and returns its exit code when every Terraform that it started has ended:
 * cdktf itself does not wait for them after an interrupt.
 */
export async function runCdktf(args: readonly string[], run: CdktfRun): Promise<number> {
  const { progress } = run;
  const names = changesStacks(args)
    ? environmentNames.filter((name) => namedParts(args, name).length > 0)
    : [];
  // In one order for all, so that no two commands wait for each other.
  return names.sort().reduceRight<() => Promise<number>>(
    (work, environment) => () => withEnvironment({ environment, purpose: "deploy", progress }, work),
    () =>
      runAlone(
        args,
        run,
        names.map((name) => resolveEnvironment(name, root)),
      ),
  )();
}

/** Waits for, or refuses, what an earlier command has left of the states that this one writes. */
async function untilEnvironmentFree(
  args: readonly string[],
  { cwd, progress }: CdktfRun,
  environment: Environment,
): Promise<void> {
  const parts = namedParts(args, environment.name);
  const { stacks } = placesOf(environment.name);
  await untilFree({
    environment,
    places: parts.map((part) => ({ ...stacks[part], folder: join(cwd, STACKS, stacks[part].name) })),
    progress,
    interrupts: new Interrupts(() => undefined),
    request: { yes: args.includes("--auto-approve"), again: `npx cdktf ${args.join(" ")}` },
  });
}

async function runAlone(
  args: readonly string[],
  run: CdktfRun,
  environments: readonly Environment[],
): Promise<number> {
  const { terraform, env, cwd, progress } = run;
  const running = RunningTerraforms.in(runningFolder(), matchingStacks(args));
  const writes = changesStacks(args);
  if (writes) await running.ended(progress);
  for (const each of environments) await untilEnvironmentFree(args, run, each);
  const child = spawn(process.execPath, [...cdktfProgram(), ...args], {
    cwd,
    // A plan or an output must not take the place of the record of an apply.
    env: {
      ...process.env,
      ...env,
      ...planVariables(args, process.env),
      SLIPWAY_IMAGES_FIRST: imagesFirst(args, environments).join(","),
      ...startsLasting(terraform, writes ? runningFolder() : ""),
    },
    // The channel tells cdktf when this process is killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const interrupted = new Interrupted(child, running, progress);
  interrupted.listen();
  const builds = new ReportedBuilds(join(cwd, STACKS));
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (writes) await running.ended(progress);
    const explains = code !== 0 && deploysStacks(args) && interrupted.exitCode === undefined;
    if (explains && !builds.report()) await printRemovals(args, environments, run);
    return interrupted.exitCode ?? code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } finally {
    builds.close();
    interrupted.close();
  }
}

/** Prints what a failed deployment was to remove, if it was. */
async function printRemovals(
  args: readonly string[],
  environments: readonly Environment[],
  { terraform, env, cwd }: CdktfRun,
): Promise<void> {
  const stateList = async (folder: string) => {
    const doing = `terraform state list in ${folder}`;
    const { stdout } = await command(terraform, ["state", "list"], { doing, cwd: folder, env: { ...env } });
    return stdout.split("\n");
  };
  for (const { name } of environments) {
    const stacks = namedParts(args, name)
      .filter((part) => part !== "services")
      .map((part) => `${name}-${part}`);
    const lines = await explainRemovals(name, stacks, { stacks: join(cwd, STACKS), stateList });
    if (lines.length > 0) console.error(lines.join("\n"));
  }
}

/** Prints why a build broke, which Terraform's error leaves out, while cdktf still waits for the other stacks. */
class ReportedBuilds {
  private readonly broken: BrokenBuilds;
  private readonly timer: NodeJS.Timeout | undefined;
  private any = false;

  constructor(stacks: string) {
    this.broken = new BrokenBuilds(stacks);
    // At a terminal cdktf draws over the lines below its own, so that they come when it has ended.
    if (!process.stdout.isTTY) this.timer = setInterval(() => this.report(), LOOK_MS);
  }

  close(): void {
    clearInterval(this.timer);
    this.report();
  }

  /** Returns whether any build broke. */
  report(): boolean {
    for (const lines of this.broken.take()) {
      this.any = true;
      console.error(["", ...lines, ""].join("\n"));
    }
    return this.any;
  }
}

/** Hands signals on: to cdktf, which interrupts its Terraforms, and to these when cdktf has ended. */
class Interrupted {
  private first: NodeJS.Signals | undefined;

  constructor(
    private readonly child: ChildProcess,
    private readonly running: RunningTerraforms,
    private readonly progress: Progress,
  ) {}

  /** As a shell has it; `undefined` when no signal came. */
  get exitCode(): number | undefined {
    return this.first && 128 + constants.signals[this.first];
  }

  listen(): void {
    for (const signal of SIGNALS) process.on(signal, this.onSignal);
  }

  close(): void {
    for (const signal of SIGNALS) process.removeListener(signal, this.onSignal);
  }

  private readonly onSignal = (signal: NodeJS.Signals): void => {
    if (this.first === undefined) this.progress.say("cdktf", STOPPING);
    this.first ??= signal;
    if (this.child.exitCode === null && this.child.signalCode === null) {
      // A terminal has sent its interrupt to cdktf already. A hangup would end cdktf at once.
      if (signal !== "SIGINT" || !process.stdin.isTTY)
        this.child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
    } else {
      void this.running.all().then((found) => found.forEach(({ pid }) => interruptGroup(pid)));
    }
  };
}
