import { dirname } from "node:path";
import type { Environment } from "../../environments/model";
import { startLocalEmulator } from "./emulator";
import { emulatedPostgres } from "../../emulator/databases";
import { chooseEmulator } from "../../emulator/engine";
import { prepare } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import { bootstrap } from "../bootstrap/bootstrap";
import { statePlace } from "../bootstrap/state-place";
import { withBucket } from "../bootstrap/with-bucket";
import { deployEnvironment } from "../deploy/deploy-environment";
import { root } from "../root";
import { addresses } from "./addresses";
import { answers } from "./answers";
import { forgetAccount } from "./down";
import { RunningTerraforms } from "../deploy/terraform/running";
import { stateMarker } from "../deploy/terraform/places";
import { Timings } from "./timings";

/** Brings the whole platform up on this machine; run again, it changes only what changed in the sources. */
export async function up(environment: Environment, install: boolean, progress: Progress): Promise<void> {
  const timings = new Timings();
  const toolchain = await timings.of("toolchain", () =>
    prepare({
      root,
      install,
      progress,
      needs: {
        docker: true,
        emulator: chooseEmulator(),
        databases: emulatedPostgres(environment),
        providers: true,
      },
    }),
  );
  await timings.of("emulator", () => startLocalEmulator(environment, toolchain, progress));
  await timings.of("state bucket", () =>
    withBucket(environment, progress, async () => {
      // A bootstrap that was killed may still work in the folder that is forgotten below.
      await RunningTerraforms.in(dirname(stateMarker(environment.name))).ended(progress);
      const found = await statePlace(environment);
      // The emulator holds everything in its memory, so this is a new account.
      if (found === "missing") await forgetAccount(environment);
      if (found !== "complete") await bootstrap(environment, toolchain, progress);
    }),
  );
  await timings.of("deploy", () =>
    deployEnvironment({
      environment,
      services: [],
      reason: { kind: "deploy" },
      again: "npm run local",
      yes: true,
      // Everything on the emulator is this project's, and can be created again.
      adopt: true,
      install,
      allowDirty: true,
      json: false,
      prepared: toolchain,
    }),
  );
  const open = addresses(environment);
  await timings.of("answers", () => Promise.all(open.map((address) => answers(address))));

  console.log(
    [
      "",
      "The platform is up:",
      ...open.map((address) => `  ${address}`),
      "",
      "Time:",
      ...timings.lines(),
      "",
      "Next: npm run local:view, npm run local:logs; stop with: npm run local:down",
    ].join("\n"),
  );
}
