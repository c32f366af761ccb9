import { createInterface } from "node:readline/promises";
import type { Interrupts } from "./interrupts";
import { DeploymentError } from "./errors";

export interface Asking {
  readonly question: string;
  /** Skips the question. */
  readonly yes: boolean;
  /** The command that was typed. */
  readonly again: string;
  /** The command without a prompt. @default `again` with `--yes` behind it */
  readonly unasked?: string | undefined;
  /** What the command has changed before the question. @default nothing */
  readonly done?: readonly string[];
  readonly interrupts?: Interrupts;
}

/** Asks at the terminal, on the error stream; without one, an answer must be in the command. */
export async function confirm(asking: Asking): Promise<boolean> {
  const { question, yes, again, unasked, done = ["Nothing was changed."], interrupts } = asking;
  if (yes) return true;
  if (!process.stdin.isTTY) {
    throw new DeploymentError(
      [
        "Cannot prompt: stdin is not a terminal.",
        ...done,
        `Run without a prompt: ${unasked ?? `${again} --yes`}`,
      ].join(done.length === 1 ? " " : "\n"),
    );
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // In this mode the terminal hands Ctrl-C to the reader and not to the process.
  reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
    const asked = Promise.race([reader.question(`${question} Only "yes" goes ahead: `), closed]);
    const answer = await (interrupts ? interrupts.race(asked) : asked);
    return answer.trim().toLowerCase() === "yes";
  } catch (error) {
    // The cursor stands behind the question.
    process.stderr.write("\n");
    throw error;
  } finally {
    reader.close();
  }
}
