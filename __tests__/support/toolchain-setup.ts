import { prepare, type Needs } from "../../toolchain/prepare";
import { terminalProgress } from "../../toolchain/progress";
import { root } from "./synth-environment";

/** Gives the tests of a jest project the toolchain that the commands use; its variables reach every worker. */
export async function provide(needs: Needs): Promise<void> {
  const { environment, emulatorImage, network, terraform } = await prepare({
    root,
    install: true,
    progress: terminalProgress(),
    needs,
  });
  Object.assign(
    process.env,
    environment,
    // Asked once for the run: not by each command, and the answer can not be another one in the middle of it.
    { SLIPWAY_NETWORK: network },
    { SLIPWAY_TEST_TERRAFORM: `${terraform.flavour} ${terraform.version}` },
    emulatorImage !== undefined && { SLIPWAY_TEST_EMULATOR: emulatorImage },
  );
}
