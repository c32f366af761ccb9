import fc from "fast-check";
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { environments } from "./environments";
import { outcomeOf } from "./outcome";

/** What the parent of a worker sends: the environments to try, and where. */
export interface Task {
  readonly seed: number;
  readonly runs: number;
  readonly outdir: string;
  /** Folder that gets the stacks of the first `samples` environments that are synthesised. */
  readonly kept: string;
  readonly samples: number;
}

/** What a worker answers when its task is done. */
export interface Report {
  readonly synthesised: number;
  readonly refused: number;
  readonly kept: number;
  /** What no environment may do, with the arguments that repeat it. */
  readonly failure?: string;
}

process.on("message", (task: Task) => process.send?.(run(task)));

function run({ kept, outdir, runs, samples, seed }: Task): Report {
  const counts = { synthesised: 0, refused: 0, kept: 0 };
  const details = fc.check(
    fc.property(environments, (input) => {
      const outcome = outcomeOf(input, outdir, (stacks) => {
        if (counts.kept >= samples) return;
        counts.kept += 1;
        for (const stack of stacks) keep(stack, outdir, join(kept, `${seed}-${counts.kept}`));
      });
      counts[outcome] += 1;
    }),
    { seed, numRuns: runs },
  );
  return { ...counts, ...(details.failed && { failure: fc.defaultReportMessage(details) ?? "no reason" }) };
}

const keep = (stack: TerraformStack, outdir: string, name: string): void =>
  cpSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), `${name}-${stack.node.id}.json`);
