import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Measured {
  /** Wall clock from start to end of the process. */
  readonly seconds: number;
  /** User and system time of the process, all its threads together. */
  readonly cpuSeconds: number;
  /** Largest resident set of the process. */
  readonly mebibytes: number;
}

/** A Node program to measure. */
export interface Program {
  readonly args: (outdir: string) => readonly string[];
  readonly cwd: string;
  /** What to do before each run; not measured. */
  readonly before?: () => void;
}

const REPORT_USAGE = join(__dirname, "report-usage.js");

/**
 * Runs the programs by turns, each with a new output folder, so that other load on the machine meets all alike. The
 * first round is not counted. Gives the median of each figure; `undefined` for a program that refuses the job.
 */
export async function measure(
  programs: readonly Program[],
  rounds: number,
): Promise<readonly (Measured | undefined)[]> {
  const runs = programs.map((): Measured[] => []);
  const refused = new Set<Program>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, program] of programs.entries()) {
      if (refused.has(program)) continue;
      const measured = await once(program);
      if (measured === undefined) refused.add(program);
      else if (round > 0) runs[index]?.push(measured);
    }
  }
  return programs.map((program, index) => (refused.has(program) ? undefined : medians(runs[index] ?? [])));
}

async function once(program: Program): Promise<Measured | undefined> {
  const outdir = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  program.before?.();
  try {
    const start = performance.now();
    const child = spawn(process.execPath, ["--require", REPORT_USAGE, ...program.args(outdir)], {
      cwd: program.cwd,
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    let usage = "";
    child.stdio[3]?.on("data", (chunk) => (usage += String(chunk)));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    const seconds = (performance.now() - start) / 1000;
    return code === 0 ? { seconds, ...(JSON.parse(usage) as Omit<Measured, "seconds">) } : undefined;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function medians(runs: readonly Measured[]): Measured {
  const median = (figure: keyof Measured) => {
    const sorted = runs.map((run) => run[figure]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? NaN;
  };
  return { seconds: median("seconds"), cpuSeconds: median("cpuSeconds"), mebibytes: median("mebibytes") };
}
