import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { provide } from "../support/toolchain-setup";
import { root } from "../support/synth-environment";
import { CLEAN } from "../validate/terraform-validate";
import { validateStacks } from "./validate-stacks";
import type { Report, Task } from "./worker";

/**
 * `npm run fuzz`: environments that are put together at random, half of them with mistakes. Each must synthesise or be
 * refused by a problem that names its path, and what was synthesised must pass `terraform validate`.
 */
const USAGE = "npm run fuzz -- [--runs <number>] [--seed <number>] [--validate <number>]";
/** Environments between two lines of progress, and the unit that a seed repeats. */
const CHUNK = 500;

interface Options {
  readonly runs: number;
  readonly seed: number;
  /** Synthesised environments that Terraform validates. */
  readonly validate: number;
}

function options(args: readonly string[]): Options {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { runs: option, seed: option, validate: option },
  });
  const whole = (name: string, text: string | undefined, otherwise: number): number => {
    const value = Number(text ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new Error(`--${name} must be a whole number, got "${String(text)}"; ${USAGE}`);
    }
    return value;
  };
  return {
    runs: whole("runs", values.runs, 20_000),
    seed: whole("seed", values.seed, Math.floor(Math.random() * 1_000_000) * 1000),
    validate: whole("validate", values.validate, 200),
  };
}

async function main(args: readonly string[]): Promise<void> {
  const { runs, seed, validate } = options(args);
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const folder = mkdtempSync(join(root, "cdktf.out.fuzz-"));
  const kept = join(folder, "kept");
  mkdirSync(kept);
  const chunks = Array.from({ length: Math.ceil(runs / CHUNK) }, (_, index) => ({
    seed: seed + index,
    runs: Math.min(CHUNK, runs - index * CHUNK),
    // Evenly over all chunks.
    samples:
      Math.ceil((validate * (index + 1)) / Math.ceil(runs / CHUNK)) -
      Math.ceil((validate * index) / Math.ceil(runs / CHUNK)),
  }));
  const total = { synthesised: 0, refused: 0, kept: 0 };
  const failures: string[] = [];
  try {
    const work = async (_: unknown, index: number): Promise<void> => {
      const outdir = join(folder, `worker-${index}`);
      mkdirSync(outdir);
      const worker = fork(join(__dirname, "worker.ts"), { execArgv: ["--import", "tsx"] });
      try {
        for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
          const report = await ask(worker, { ...chunk, outdir, kept });
          total.synthesised += report.synthesised;
          total.refused += report.refused;
          total.kept += report.kept;
          if (report.failure !== undefined) {
            failures.push(`npm run fuzz -- --seed ${chunk.seed} --runs ${chunk.runs}\n${report.failure}`);
          }
          const done = total.synthesised + total.refused;
          console.log(`fuzz  ${done} of ${runs} environments, ${failures.length} failures (${seconds()})`);
        }
      } finally {
        worker.kill();
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    console.log(
      `\nseed ${seed}: ${total.synthesised} synthesised, ${total.refused} refused, ${failures.length} chunks with failures (${seconds()})`,
    );
    failures.forEach((failure) => console.error(`\n${failure}`));
    if (total.kept > 0) failures.push(...(await invalid(kept, total.kept, seconds)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (failures.length > 0) process.exitCode = 1;
}

async function ask(worker: ReturnType<typeof fork>, task: Task): Promise<Report> {
  const ended = once(worker, "exit").then(([code]) => {
    throw new Error(`a worker ended with exit code ${String(code)} at seed ${task.seed}`);
  });
  worker.send(task);
  const [report] = (await Promise.race([once(worker, "message"), ended])) as [Report];
  return report;
}

/** What Terraform finds in the stacks that were kept. */
async function invalid(kept: string, environments: number, seconds: () => string): Promise<string[]> {
  await provide({ docker: false, emulator: false, providers: true });
  const found = (await validateStacks(kept)) as typeof CLEAN & { readonly diagnostics: unknown };
  console.log(
    `terraform validate: ${environments} environments, ${found.error_count} errors, ${found.warning_count} warnings (${seconds()})`,
  );
  if (found.error_count === CLEAN.error_count && found.warning_count === CLEAN.warning_count) return [];
  const text = JSON.stringify(found.diagnostics, null, 2);
  console.error(text);
  return [text];
}

void main(process.argv.slice(2));
