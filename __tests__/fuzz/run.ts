import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { provide } from "../support/toolchain-setup";
import { root } from "../support/synth-environment";
import { CLEAN } from "../validate/terraform-validate";
import { MAX_CASE_SECONDS } from "./time-limit";
import { validateStacks } from "./validate-stacks";
import { WorkerProcess } from "./worker-process";

const USAGE = `Usage: npm run fuzz -- [options]

Generates environments: combined from the parts of valid ones, half of them with up to three mistakes, and one in ten with
a generated Dockerfile. Resolves each one, and synthesises all of its stacks when it is valid. Fails when a case throws
anything but a ConfigurationError, when one of its problems does not begin with the path of a value (or of a property that
is missing), or when a case takes more than ${MAX_CASE_SECONDS} s of processor time.
Then runs terraform validate on the stacks of some of the environments that were synthesised.

Options:
  --runs <number>      cases (default: 20000)
  --seed <number>      repeats a run (default: random; printed)
  --validate <number>  synthesised environments to validate with Terraform (default: 200)
  --help`;
/** Cases between two lines of progress, and the unit that a seed repeats. */
const CHUNK = 500;

interface Options {
  readonly runs: number;
  readonly seed: number;
  /** Synthesised environments that Terraform validates. */
  readonly validate: number;
}

/** Returns `undefined` when help was asked for. */
function options(args: readonly string[]): Options | undefined {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { runs: option, seed: option, validate: option, help: { type: "boolean" } },
  });
  if (values.help) return undefined;
  const whole = (name: string, text: string | undefined, otherwise: number): number => {
    const value = Number(text ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new Error(`--${name} must be a whole number, got "${String(text)}"`);
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
  const given = options(args);
  if (given === undefined) {
    console.log(USAGE);
    return;
  }
  const { runs, seed, validate } = given;
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
  const total = { synthesised: 0, refused: 0, dockerfiles: 0, kept: 0 };
  const failures: string[] = [];
  try {
    const work = async (_: unknown, index: number): Promise<void> => {
      const outdir = join(folder, `worker-${index}`);
      mkdirSync(outdir);
      const worker = new WorkerProcess();
      try {
        for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
          const report = await worker.run({ ...chunk, outdir, kept });
          total.synthesised += report.synthesised;
          total.refused += report.refused;
          total.dockerfiles += report.dockerfiles;
          total.kept += report.kept;
          if (report.failure !== undefined) {
            failures.push(`npm run fuzz -- --seed ${chunk.seed} --runs ${chunk.runs}\n${report.failure}`);
          }
          const done = total.synthesised + total.refused;
          console.log(`fuzz  ${done} of ${runs} cases, ${failures.length} failures (${seconds()})`);
        }
      } finally {
        worker.stop();
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    console.log(
      `\nseed ${seed}: ${total.synthesised} synthesised, ${total.refused} refused (${total.dockerfiles} with a Dockerfile), ${failures.length} chunks with failures (${seconds()})`,
    );
    failures.forEach((failure) => console.error(`\n${failure}`));
    if (total.kept < validate) {
      failures.push(`${total.kept} environments synthesised, too few to validate ${validate}`);
      console.error(failures.at(-1));
    }
    if (total.kept > 0) failures.push(...(await invalid(kept, total.kept, seconds)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (failures.length > 0) process.exitCode = 1;
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
