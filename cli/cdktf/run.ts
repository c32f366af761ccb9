import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { environmentNames } from "../../environments";
import { startsLasting } from "../../toolchain/lasting-terraform";
import type { Progress } from "../../toolchain/progress";
import { BrokenBuilds } from "../build/broken-builds";
import { withEnvironment } from "../deploy/environment-lock";
import { interruptGroup, SIGNALS, STOPPING } from "../deploy/interrupts";
import { PARTS, runningFolder } from "../deploy/terraform/places";
import { RunningTerraforms } from "../deploy/terraform/running";
import { cdktfProgram } from "./program";
import { matchingStacks } from "../stack-patterns";

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

/** Verbs of cdktf that change stacks, with its own aliases. */
const WRITES = new Set(["deploy", "apply", "destroy"]);

/**
 * Runs cdktf with the streams of this process, and returns its exit code when every Terraform that it started has ended:
 * cdktf itself does not wait for them after an interrupt.
 */
export async function runCdktf(args: readonly string[], run: CdktfRun): Promise<number> {
  const { progress } = run;
  const names = WRITES.has(args[0] ?? "")
    ? environmentNames.filter((name) => namesEnvironment(args, name))
    : [];
  // In one order for all, so that no two commands wait for each other.
  return names.sort().reduceRight<() => Promise<number>>(
    (work, environment) => () => withEnvironment({ environment, purpose: "deploy", progress }, work),
    () => runAlone(args, run),
  )();
}

const namesEnvironment = (args: readonly string[], name: string): boolean =>
  PARTS.some((part) => matchingStacks(args)(`${name}-${part}`));

async function runAlone(
  args: readonly string[],
  { terraform, env, cwd, progress }: CdktfRun,
): Promise<number> {
  const running = new RunningTerraforms(runningFolder(), matchingStacks(args));
  const writes = WRITES.has(args[0] ?? "");
  if (writes) await running.ended(progress);
  const child = spawn(process.execPath, [...cdktfProgram(), ...args], {
    cwd,
    // A plan or an output must not take the place of the record of an apply.
    env: { ...process.env, ...env, ...startsLasting(terraform, writes ? running.folder : "") },
    // The channel tells cdktf when this process is killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const interrupted = new Interrupted(child, running, progress);
  interrupted.listen();
  const builds = new ReportedBuilds(join(cwd, "cdktf.out/stacks"));
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (writes) await running.ended(progress);
    return interrupted.exitCode ?? code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } finally {
    builds.close();
    interrupted.close();
  }
}

/** Prints why a build broke, which Terraform's error leaves out, while cdktf still waits for the other stacks. */
class ReportedBuilds {
  private readonly broken: BrokenBuilds;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(stacks: string) {
    this.broken = new BrokenBuilds(stacks);
    // At a terminal cdktf draws over the lines below its own, so that they come when it has ended.
    if (!process.stdout.isTTY) this.timer = setInterval(() => this.report(), LOOK_MS);
  }

  close(): void {
    clearInterval(this.timer);
    this.report();
  }

  private report(): void {
    for (const lines of this.broken.take()) console.error(["", ...lines, ""].join("\n"));
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
