import { chooseEmulator, emulatorEngine } from "../../emulator/engine";
import { removeEmulator } from "../../emulator/remove";
import { startEmulator } from "../../emulator/start";
import type { Environment } from "../../environments/model";
import type { Toolchain } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import { emulatorEndpoint } from "../emulator-variables";
import { requireEmulator } from "../require-emulator";

/** The port that the environment's endpoint names. */
const portOf = (environment: Environment): number =>
  Number(new URL(emulatorEndpoint(environment) ?? "http://localhost:4566").port);

/**
 * Starts the environment's emulator, or finds the one that runs; it outlives this process. An emulator that
 * `SLIPWAY_EMULATOR_ENDPOINT` names is the user's own, and only asked whether it answers.
 */
export async function startLocalEmulator(
  environment: Environment,
  toolchain: Toolchain,
  progress: Progress,
): Promise<void> {
  if (process.env.SLIPWAY_EMULATOR_ENDPOINT !== undefined) {
    await requireEmulator(environment);
    return;
  }
  const kind = chooseEmulator();
  const image = toolchain.emulatorImage ?? "";
  const port = portOf(environment);
  const title = emulatorEngine(kind).title;
  await progress.during("emulator", `${title} on port ${port}`, () =>
    startEmulator({
      kind,
      image,
      port,
      name: environment.name,
      reuse: true,
      variables: toolchain.environment,
    }),
  );
}

export async function removeLocalEmulator(environment: Environment, progress: Progress): Promise<void> {
  await progress.during("emulator", "removing it with its containers, network and images", () =>
    removeEmulator(environment.name, { port: portOf(environment) }),
  );
}
