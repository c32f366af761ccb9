import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { unavailable, type Means } from "../../emulator/available";
import { EMULATOR_KINDS, type EmulatorKind } from "../../emulator/engine";
import { isCrateProgramBuilt } from "../../toolchain/cargo/install";
import { FAKECLOUD } from "../../toolchain/cargo/pins";
import { ensureDockerEngine } from "../../toolchain/docker-engine";
import { imageExists } from "../../toolchain/images/inspect";
import { LOCALSTACK_LICENSED_IMAGE } from "../../toolchain/images/pins";
import { detectNetwork } from "../../toolchain/network";
import { terminalProgress } from "../../toolchain/progress";
import { exitCode, report, suitesOf, type Outcome, type Suites } from "../support/engine-run";

/**
 * `npm run test:engines`: the probes and the examples on every engine that this machine can have, one after the
 * other, and a word on each that it cannot. `--build` lets it build fakecloud; names of engines limit it to them.
 */
const ROOT = join(__dirname, "../..");
const JEST = join(ROOT, "node_modules/jest/bin/jest.js");

async function means(build: boolean): Promise<Means> {
  await ensureDockerEngine({ install: true, progress: terminalProgress() });
  const fakecloud = await isCrateProgramBuilt(FAKECLOUD).then(
    (built) => (built ? "built" : "to build"),
    (error: unknown) => ({ problem: (error as Error).message.split("\n  - ").at(-1) ?? "" }),
  );
  return {
    network: await detectNetwork(),
    token: (process.env.LOCALSTACK_AUTH_TOKEN ?? "") !== "",
    licensedImage: await imageExists(LOCALSTACK_LICENSED_IMAGE),
    fakecloud,
    build,
  };
}

function passes(kind: EmulatorKind, { project, folder }: Suites): boolean {
  const args = [JEST, folder, `--selectProjects=${project}`, "--maxWorkers=1"];
  const env = { ...process.env, SLIPWAY_TEST_ENGINE: kind };
  return spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" }).status === 0;
}

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => arg !== "--build" && !EMULATOR_KINDS.some((kind) => kind === arg));
  if (unknown.length > 0) {
    throw new Error(
      `arguments must be --build or of ${EMULATOR_KINDS.join(", ")}, got ${unknown.join(", ")}`,
    );
  }
  const wanted = EMULATOR_KINDS.filter((kind) => args.includes(kind));
  const machine = await means(args.includes("--build"));
  const outcomes = (wanted.length > 0 ? wanted : EMULATOR_KINDS).map((kind): Outcome => {
    const missing = unavailable(kind, machine);
    if (missing !== undefined) return { kind, missing, ran: [] };
    return {
      kind,
      ran: suitesOf(kind).map((suites) => ({ name: suites.name, passed: passes(kind, suites) })),
    };
  });
  console.log(`\n${report(outcomes)}`);
  process.exitCode = exitCode(outcomes);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
