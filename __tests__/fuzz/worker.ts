import fc from "fast-check";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inspect } from "node:util";
import type { TerraformStack } from "cdktf";
import { cases, type Case } from "./cases";
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
  /** Cases with a Dockerfile, whatever became of them. */
  readonly dockerfiles: number;
  readonly kept: number;
  /** What no environment may do, with the arguments that repeat it. */
  readonly failure?: string;
}

// As in synth.js: cdktf takes a stack trace for each reference, which is half of the time of a synthesis.
Object.assign(createRequire(__filename)("cdktf/lib/tokens/private/stack-trace") as object, {
  captureStackTrace: () => [],
});
// Notes of a synthesis, for example on quotas.
console.warn = () => undefined;

process.on("message", (task: Task) => process.send?.(run(task)));

function run({ kept, outdir, runs, samples, seed }: Task): Report {
  const counts = { synthesised: 0, refused: 0, dockerfiles: 0, kept: 0 };
  const details = fc.check(
    fc.property(cases, (each) => {
      if (each.dockerfile !== undefined) counts.dockerfiles += 1;
      const outcome = outcomeOf(each, outdir, (stacks) => {
        if (counts.kept >= samples) return;
        counts.kept += 1;
        for (const stack of stacks) keep(stack, outdir, join(kept, `${seed}-${counts.kept}`));
      });
      counts[outcome] += 1;
    }),
    { seed, numRuns: runs },
  );
  return { ...counts, ...(details.failed && { failure: describe(details) }) };
}

const keep = (stack: TerraformStack, outdir: string, name: string): void =>
  cpSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), `${name}-${stack.node.id}.json`);

const describe = (details: fc.RunDetails<[Case]>): string =>
  `${fc.defaultReportMessage(details) ?? ""}\n${inspect(details.errorInstance)}`;
