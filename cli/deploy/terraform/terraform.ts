import { spawn } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { dirname, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { LASTING_TERRAFORM, lastingVariables } from "../../../toolchain/lasting-terraform";
import { CommandError, run } from "../../../toolchain/run";
import { root } from "../../root";
import { FollowedFile } from "./followed-file";
import { type Interrupts, Interruption } from "../interrupts";
import { parseLockText, type StateLock } from "../lock/lock-info";
import { type Completed, completedIn, NOTHING } from "./completed";
import { removeMarker } from "./marker";
import type { Purpose, TerraformPlace } from "./places";
import { plainErrors } from "./plain-errors";

const SHOWN_WIDTH = 100;
const TAIL_LINES = 20;

type More = Partial<Pick<TerraformFailure, "completed" | "explanation" | "wasKilled">>;

/** Terraform ended with an error. */
export class TerraformFailure extends Error {
  override readonly name = "TerraformFailure";

  /** What it did before the error. */
  readonly completed: Completed;
  /** What else is known of the cause. */
  readonly explanation: readonly string[];
  /** A signal ended it, so that it could not save its state. */
  readonly wasKilled: boolean;

  constructor(
    readonly verb: string,
    readonly place: TerraformPlace,
    /** Its errors as it words them; its last lines when it has none. */
    readonly errors: readonly string[],
    /** The lock that it ran into, if that was it. */
    readonly lock: StateLock | undefined,
    private readonly more: More = {},
  ) {
    super(`terraform ${verb} of ${place.name} failed`);
    const { completed = NOTHING, explanation = [], wasKilled = false } = more;
    this.completed = completed;
    this.explanation = explanation;
    this.wasKilled = wasKilled;
  }

  explained(explanation: readonly string[]): TerraformFailure {
    return new TerraformFailure(this.verb, this.place, this.errors, this.lock, { ...this.more, explanation });
  }

  /** Where everything is that Terraform printed. */
  get rest(): string {
    return `Complete output of Terraform: ${relative(root, this.place.log)}`;
  }

  /** Terraform has left its state in the folder, as the backend did not take it. */
  get unsaved(): boolean {
    return this.errors.some((text) => /Failed to (save|persist) state/.test(text));
  }

  /** The state has changed since the plan was made. */
  get stale(): boolean {
    return this.errors.some((text) => text.includes("Saved plan is stale"));
  }
}

/** How a process ended: one of the two is `null`. */
interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const killedBy = (signal: NodeJS.Signals): string =>
  `Terraform was killed by ${signal}${signal === "SIGKILL" ? "; when no user did this, the machine may have run out of memory" : ""}`;

interface TerraformOptions {
  readonly program: string;
  /** Whose plans are only read take no lock: none is held up, and the rights to read are enough. */
  readonly purpose: Purpose;
  readonly env: Readonly<Record<string, string>>;
  readonly interrupts: Interrupts;
}

/**
 * Terraform, in the folder of a stack. It runs in a process group of its own and writes to a file, not to us: when this
 * process is killed it ends its work, saves its state and frees its lock all the same.
 */
export class Terraform {
  constructor(private readonly options: TerraformOptions) {}

  /** @param update told each line that says something */
  async run(
    place: TerraformPlace,
    verb: "init" | "plan" | "apply" | "import",
    args: readonly string[],
    update: (line: string) => void,
  ): Promise<void> {
    const { interrupts } = this.options;
    interrupts.check();
    const lines: string[] = [];
    const unlocked = verb === "plan" && this.options.purpose === "plan" ? ["-lock=false"] : [];
    const { code, signal } = await this.start(
      place,
      [verb, "-input=false", "-no-color", ...unlocked, ...args],
      (line) => {
        lines.push(line);
        const shown = stripVTControlCharacters(line).replace(/\s+/g, " ").trim();
        if (shown !== "") update(shown.slice(0, SHOWN_WIDTH));
      },
    );
    if (code === 0) return;
    if (interrupts.aborted.aborted) throw new Interruption(interrupts.signal);
    const found = plainErrors(lines);
    const last = lines.filter((line) => line.trim() !== "").slice(-TAIL_LINES);
    const errors = found.length > 0 ? found : signal === null ? last : [killedBy(signal)];
    throw new TerraformFailure(verb, place, errors, parseLockText(errors.join("\n")), {
      completed: completedIn(lines),
      wasKilled: signal !== null,
    });
  }

  /** Returns what `terraform show -json` prints of a plan, or of the state. */
  async show(place: TerraformPlace, plan?: string): Promise<unknown> {
    return JSON.parse(await this.read(place, "show", "-json", ...(plan === undefined ? [] : [plan])));
  }

  /** Returns the output of a command that changes nothing. */
  async read(place: TerraformPlace, ...args: string[]): Promise<string> {
    const doing = `terraform ${args[0] ?? ""} of ${place.name}`;
    const { stdout } = await run(this.options.program, args, { doing, ...this.in(place) });
    return stdout;
  }

  /** Addresses of all that the state knows; far cheaper than {@link show}, which starts the providers. */
  async addresses(place: TerraformPlace): Promise<string[]> {
    try {
      return (await this.read(place, "state", "list")).split("\n").filter((line) => line !== "");
    } catch (error) {
      if (error instanceof CommandError && error.message.includes("No state file was found")) return [];
      throw error;
    }
  }

  private in(place: TerraformPlace) {
    return { cwd: place.folder, env: { ...this.options.env, TF_IN_AUTOMATION: "1" } };
  }

  private async start(
    place: TerraformPlace,
    args: readonly string[],
    onLine: (line: string) => void,
  ): Promise<Exit> {
    const { program, interrupts } = this.options;
    const log = openSync(place.log, "a", 0o600);
    writeSync(log, `${new Date().toISOString()} terraform ${args.join(" ")}\n`);
    const followed = new FollowedFile(place.log, onLine);
    let exit: Exit = { code: null, signal: null };
    try {
      const { cwd, env } = this.in(place);
      const child = spawn(LASTING_TERRAFORM, args, {
        cwd,
        env: { ...process.env, ...env, ...lastingVariables(program, dirname(place.marker)) },
        stdio: ["ignore", log, log],
        detached: true,
      });
      const exited = new Promise<Exit>((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code, signal) => resolve({ code, signal }));
      });
      interrupts.add(child);
      exit = await exited;
      return exit;
    } finally {
      // A killed Terraform has no exit code and leaves its lock, which is recognised by the record.
      if (exit.code !== null) removeMarker(place.marker);
      followed.close();
      closeSync(log);
    }
  }
}
