import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./synth-environment";

/** How a command ended, its two streams apart. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  /** Added to this process's variables; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** @default this project's folder */
  readonly cwd?: string;
}

/** Runs a program to its end, whatever its exit code. */
export function finish(
  command: string,
  args: readonly string[],
  { env = {}, cwd = root }: Started = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

const program = (cwd: string): string => join(cwd, "cli/slipway.js");

/** `npx slipway ...` as a user runs it, in a process of its own. */
export function slipway(args: readonly string[], started: Started = {}): Promise<Finished> {
  return finish(process.execPath, [program(started.cwd ?? root), ...args], started);
}

/** The same, begun and left running with its three streams open. */
export const begun = (args: readonly string[], { env = {}, cwd = root }: Started = {}) =>
  spawn(process.execPath, [program(cwd), ...args], { cwd, env: { ...process.env, ...env } });

/** How a command ended that was sent a signal. */
export interface Signalled {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Its two streams as they came. */
  readonly output: string;
  /** Whether it said the point, and so was sent the signal. */
  readonly reached: boolean;
}

/** Runs a command without an input, and sends it a signal as soon as it has said `point`. */
export async function signalledAt(
  point: RegExp,
  name: NodeJS.Signals,
  args: readonly string[],
  started: Started = {},
): Promise<Signalled> {
  const child = begun(args, started);
  child.stdin.end();
  let output = "";
  let reached = false;
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    if (reached || !point.test(output)) return;
    reached = true;
    child.kill(name);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, output, reached };
}

/** Lines at the end of what a command said: its error stands there, below all the progress. */
const MAX_LINES = 30;

/** What a command that must end well printed on standard output; one that failed throws its last lines. */
export function succeeded({ code, stdout, stderr }: Finished): string {
  if (code === 0) return stdout;
  throw new Error([`exit code ${code}:`, ...stderr.trimEnd().split("\n").slice(-MAX_LINES)].join("\n"));
}

/** A machine on paper: its own cache, an open network, and programs that only say their version. */
export class FakeMachine {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-machine-"));
  private readonly bin = join(this.folder, "bin");

  constructor() {
    mkdirSync(this.bin);
    // The Node.js of the tests, also where the system's own is another one.
    symlinkSync(process.execPath, join(this.bin, "node"));
  }

  /** Adds a shell script to PATH. */
  program(name: string, script: string): this {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return this;
  }

  /** Variables of a process on this machine; `/usr/bin` and `/bin` hold no Terraform. */
  get env(): Record<string, string | undefined> {
    return {
      PATH: `${this.bin}:/usr/bin:/bin`,
      SLIPWAY_CACHE: join(this.folder, "cache"),
      SLIPWAY_NETWORK: "open",
      TERRAFORM_BINARY_NAME: undefined,
      TF_CLI_CONFIG_FILE: undefined,
      TF_PLUGIN_CACHE_DIR: undefined,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const TERRAFORM_1_11 = 'echo "Terraform v1.11.4"';
