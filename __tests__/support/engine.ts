import { EMULATOR_KINDS, type EmulatorKind } from "../../emulator/engine";

/** The engine that this run's tests use, where they can use any: `SLIPWAY_TEST_ENGINE`. */
export function testEngine(env: NodeJS.ProcessEnv = process.env): EmulatorKind {
  const wanted = env.SLIPWAY_TEST_ENGINE ?? "ministack";
  const kind = EMULATOR_KINDS.find((known) => known === wanted);
  if (kind !== undefined) return kind;
  throw new Error(`SLIPWAY_TEST_ENGINE must be one of ${EMULATOR_KINDS.join(", ")}, got "${wanted}"`);
}
