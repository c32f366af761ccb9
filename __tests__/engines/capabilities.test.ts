import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CAPABILITIES, PROOFS, type Capability, type KnownEmulator } from "../../emulator/capabilities";
import type { Emulator } from "../../emulator/find";
import { startEmulator } from "../../emulator/start";
import { testEngine } from "../support/engine";
import { Bench } from "./probes/bench";
import { CONTROL_PLANE } from "./probes/control-plane";
import { SERVICE_PROBES } from "./probes/service";
import { startFacts, TASK_PROBES } from "./probes/task";
import { terraformProbe, type Finding } from "./probes/terraform";

/** The table in `emulator/capabilities.ts` against the engine itself: each entry is what a probe finds today. */
jest.setTimeout(300_000);

/** All that is meant by it is that settings are made, read back and removed. */
const SETTINGS_ALONE: Capability = "foundation-apis";
/** Nothing that runs on one machine without a way out could show it. */
const NOT_PROBED: readonly Capability[] = ["networking"];
const kind = testEngine() as KnownEmulator;
const table = PROOFS[kind];
const all = Object.keys(CAPABILITIES) as Capability[];
const probed = all.filter((capability) => !NOT_PROBED.includes(capability));

let emulator: Emulator;
let folder: string;
/** Fails with the reason on an engine without containers, where each of its probes is `absent`. */
let bench: Bench | Error;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-probes-"));
  emulator = await startEmulator({ kind, image: process.env.SLIPWAY_TEST_EMULATOR ?? "" });
  bench = await Bench.start(emulator).catch((error: unknown) => error as Error);
  if (bench instanceof Bench) await startFacts(bench);
});

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function look(capability: Capability): Promise<Finding> {
  const blocks = CONTROL_PLANE[capability];
  if (blocks !== undefined) {
    const finding = await terraformProbe(emulator, join(folder, capability), blocks);
    const all = capability === SETTINGS_ALONE && finding.proof === "recorded";
    return all ? { ...finding, proof: "proved" } : finding;
  }
  const probe = TASK_PROBES[capability] ?? SERVICE_PROBES[capability];
  if (probe === undefined) throw new Error(`no probe looks for ${capability}`);
  return bench instanceof Bench ? probe(bench) : { proof: "absent", why: bench.message };
}

test.each(probed)("%s", async (capability) => {
  const { proof, why } = await look(capability);
  expect({ capability, proof, why }).toEqual({ capability, proof: table[capability], why });
});

test("what no probe can look for is claimed by no engine", () => {
  for (const capability of NOT_PROBED) expect(["recorded", "absent"]).toContain(table[capability]);
});
