import { silence } from "../emulator/answers";
import { chooseEmulator, emulatorEngine } from "../emulator/engine";
import { NotReadyError } from "../environments/errors";
import type { Environment } from "../environments/model";
import { emulatorEndpoint } from "./emulator-variables";

const ASK_MS = 5000;

/** For an environment with an emulator: refuses to go on when nothing answers there. */
export async function requireEmulator(environment: Environment): Promise<void> {
  const endpoint = emulatorEndpoint(environment);
  if (endpoint === undefined) return;
  if ((await silence(endpoint, emulatorEngine(chooseEmulator()), ASK_MS)) === undefined) return;
  throw new NotReadyError(`environment "${environment.name}"`, [
    `the emulator must answer at ${endpoint}, got no answer; start it with "npm run local" or "docker compose -f docker-compose.localstack.yml up"`,
  ]);
}
