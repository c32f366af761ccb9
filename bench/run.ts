import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { measure, type Program } from "./measure";
import { brokenPromises, table, type Results, type Row } from "./results";

/**
 * Time and memory of synthesis, next to AWS CDK doing the same job in the same run. `npm run bench` prints a table and
 * ends with exit code 1 when a promise does not hold; `--json` prints the numbers.
 */
const SIZES = [1, 10, 50, 200, 500] as const;
const ROUNDS = 5;
const here = __dirname;
const root = join(here, "..");

async function main(json: boolean): Promise<void> {
  installPeer();
  const rows: Row[] = [];
  for (const services of SIZES) {
    const [slipway, cdk] = await measure(
      [peer("slipway.js", services), peer("aws-cdk.js", services)],
      ROUNDS,
    );
    rows.push({ services, ...(slipway && { slipway }), ...(cdk && { cdk }) });
  }
  const [production] = await measure([synthesis()], ROUNDS);
  const prepared = join(root, ".slipway", "programs", "bench-production");
  const forget = () => rmSync(prepared, { recursive: true, force: true });
  const [afterChange] = await measure([{ ...synthesis(), before: forget }], ROUNDS);
  const results: Results = {
    rows,
    ...(production && { production }),
    ...(afterChange && { afterChange }),
    machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform}, Node.js ${process.version}`,
    rounds: ROUNDS,
  };
  console.log(json ? JSON.stringify(results, null, 2) : table(results));
  const broken = brokenPromises(results);
  broken.forEach((promise) => console.error(promise));
  if (broken.length > 0) process.exitCode = 1;
}

const peer = (file: string, services: number): Program => ({
  args: (outdir) => [join("peers", file), String(services), outdir],
  cwd: here,
});

/** As `cdktf synth` starts it, for the environment `production` when it builds its images. */
const synthesis = (): Program => ({ args: (outdir) => ["production.js", outdir], cwd: here });

function installPeer(): void {
  if (existsSync(join(here, "node_modules", ".package-lock.json"))) return;
  console.error("bench  installing aws-cdk-lib (npm ci)");
  const { status } = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], {
    cwd: here,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("npm ci of the bench failed, see above");
}

void main(process.argv.includes("--json"));
