import { spawn } from "node:child_process";
import { once } from "node:events";
import { CommandError, run, type RunOptions } from "../../toolchain/run";

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end; a failure is a result. */
export async function ended(
  command: string,
  args: readonly string[],
  options: Omit<RunOptions, "onLine">,
): Promise<Ended> {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  try {
    await run(command, args, { ...options, onLine });
    return { code: 0, output: lines.join("\n") };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.exitCode ?? -1, output: lines.join("\n") };
  }
}

/** Verbs that print in colours; others do not know the option. */
const COLOURED = ["init", "plan", "apply", "destroy"];
const program = () => process.env.TERRAFORM_BINARY_NAME ?? "terraform";

/** Terraform in the folder of one synthesised stack; its failures are results. */
export class Terraform {
  constructor(
    private readonly folder: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  run(verb: string, ...args: string[]): Promise<Ended> {
    return ended(program(), [verb, ...(COLOURED.includes(verb) ? ["-no-color"] : []), ...args], {
      doing: `terraform ${verb}`,
      cwd: this.folder,
      env: this.variables,
    });
  }

  /** Fails with the command's own last lines when it does not succeed. */
  async succeed(verb: string, ...args: string[]): Promise<string> {
    const { code, output } = await this.run(verb, ...args);
    if (code !== 0)
      throw new Error(`terraform ${verb}: exit code ${code}\n${output.split("\n").slice(-60).join("\n")}`);
    return output;
  }

  /** Initialises and applies, which must succeed; resolves with what was said. */
  async applied(...options: string[]): Promise<string> {
    await this.succeed("init", "-input=false");
    return this.succeed("apply", "-auto-approve", "-input=false", ...options);
  }

  /** Its code is 2 when there is something to change. */
  plan(...options: string[]): Promise<Ended> {
    return this.run("plan", "-detailed-exitcode", "-input=false", ...options);
  }

  /** What a plan says when it finds a change, or fails; nothing when it finds none. */
  async changes(...options: string[]): Promise<string> {
    const { code, output } = await this.plan(...options);
    return code === 0 ? "" : `exit code ${code}:\n${output}`;
  }

  /** An apply that waits for its answer, and so holds the state lock, while `work` runs; the answer is then "no". */
  async whileLocked(args: readonly string[], work: () => Promise<void>): Promise<void> {
    const first = spawn(program(), ["apply", "-no-color", ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.variables },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const closed = once(first, "close");
    const asks = new Promise<void>((resolve) => {
      first.stdout.on("data", (chunk) => {
        if (String(chunk).includes("Enter a value")) resolve();
      });
    });
    try {
      await Promise.race([asks, closed.then(() => Promise.reject(new Error("the first apply has ended")))]);
      await work();
    } finally {
      first.stdin.end("no\n");
      await closed;
    }
  }
}
